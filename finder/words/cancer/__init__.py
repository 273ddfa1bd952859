"""From the words that people type for a cancer to the cancer types they may mean."""

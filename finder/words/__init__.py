"""What people type: matched to cancers, places, specialists and hospitals."""

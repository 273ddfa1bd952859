"""Publishing to S3 and following it, against a server that speaks its protocol."""

from __future__ import annotations

import logging

import fsspec.config
import pytest
from moto.server import ThreadedMotoServer

from finder.directory.published.follow import Follower
from finder.errors import SourceDown
from finder.sources.published.places import open_place
from finder.sources.published.pointer import NAME
from finder.store.copies import checksum
from tests.follow.conftest import Publisher


@pytest.fixture(scope="module")
def s3():
    """A server of S3 with one bucket, named as an operator names it: by environment variables."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


@pytest.fixture
def bucket(s3, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("FSSPEC_S3_ENDPOINT_URL", s3)
    monkeypatch.setattr(fsspec.config, "conf", {})
    fsspec.config.set_conf_env(fsspec.config.conf)
    monkeypatch.setattr("fsspec.spec.apply_config", lambda cls, kwargs: {"endpoint_url": s3, **kwargs})
    system = fsspec.filesystem("s3")
    system.mkdir("bucket")
    yield "s3://bucket/finder"
    system.rm("bucket", recursive=True)


def test_a_bucket_can_be_published_to_and_followed(versions, bucket, tmp_path):
    publisher = Publisher(bucket, tmp_path / "publisher")
    path = tmp_path / "follower" / "directory.sqlite"
    follower = Follower(path, open_place(bucket))
    for each in (*versions, versions[0]):
        pointer = publisher.publish(each)
        assert follower.look() == pointer.latest
        assert checksum.sealed(path) == checksum.sealed(each)
        assert follower.look() is None
    names = open_place(bucket).names()
    assert len(names) == 4
    assert NAME in names


def test_a_bucket_that_is_not_there_is_said(bucket, tmp_path):
    follower = Follower(tmp_path / "directory.sqlite", open_place("s3://nowhere/finder"))
    with pytest.raises(SourceDown, match=r"Check s3://nowhere/finder: latest.json"):
        follower.look()

"""How the tests run: without the network, and shared out between two runs without losing any."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.plugin import deal

OUTSIDE = "192.0.2.1"  # for documentation (RFC 5737): nobody has it


def test_nothing_outside_of_this_machine_is_reached():
    with pytest.warns(UserWarning, match=OUTSIDE), pytest.raises(SocketConnectBlockedError):
        socket.create_connection((OUTSIDE, 443), timeout=1)


def test_the_loopback_and_unix_sockets_are_reached(tmp_path):
    for family, address in ((socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, str(tmp_path / "socket"))):
        with socket.socket(family) as server, socket.socket(family) as visitor:
            server.bind(address)
            server.listen()
            visitor.connect(server.getsockname())


@pytest.mark.parametrize("number", [0, 1, 2, 7])
@pytest.mark.parametrize("shares", [["1/1"], ["1/2", "2/2"], ["1/3", "2/3", "3/3"]])
def test_all_shares_together_are_every_test_once(number, shares):
    names = [f"test_{n}" for n in range(number)]
    dealt = [deal(names, share) for share in shares]
    assert sorted(name for share in dealt for name in share) == names
    assert max(map(len, dealt)) - min(map(len, dealt)) <= 1


@pytest.mark.parametrize("share", ["", "0/2", "3/2", "1", "1/2/3", "half"])
def test_a_share_that_is_none_stops_the_run(share):
    with pytest.raises(SystemExit, match="TEST_SHARE"):
        deal(["test_1"], share)

// SPDX-License-Identifier: MIT
// select and WSAPoll: a set inside one provider goes down to it in one call.
#include "api_fixture.hpp"

namespace api_test {
namespace {

using testing::AllOf;
using testing::Field;
using testing::Pointee;
using testing::Throw;

MATCHER_P(HasSockets, sockets, "") {
  const std::vector<SOCKET> expected = sockets;
  return std::vector<SOCKET>(arg->fd_array, arg->fd_array + arg->fd_count) == expected;
}

MATCHER_P2(Times, seconds, microseconds, "") {
  return arg->tv_sec == seconds && arg->tv_usec == microseconds;
}

class Waiting : public ApiTest {
 protected:
  // A set of sockets.
  static fd_set set_of(std::initializer_list<SOCKET> sockets) {
    fd_set set;
    FD_ZERO(&set);
    for (const SOCKET s : sockets) FD_SET(s, &set);
    return set;
  }

  SOCKET first_ = open();
  SOCKET second_ = open();
};

TEST_F(Waiting, SelectHandsItsSetsOn) {
  fd_set read = set_of({first_, second_});
  fd_set write = set_of({second_});
  fd_set except = set_of({first_});
  const timeval time{3, 5};
  EXPECT_CALL(provider, WSPSelect(0, &read, &write, &except, Times(3, 5), NotNull()))
      .WillOnce([&](int, fd_set* in, fd_set* out, fd_set*, const timeval*, INT*) {
        EXPECT_THAT(in, HasSockets(std::vector{first_, second_}));
        EXPECT_THAT(out, HasSockets(std::vector{second_}));
        *in = set_of({second_});
        return 2;
      });
  EXPECT_EQ(select(99, &read, &write, &except, &time), 2) << "its first argument means nothing";
  EXPECT_THAT(&read, HasSockets(std::vector{second_}));
  expect_untouched();
}

TEST_F(Waiting, SelectWithoutATimeOutOrSets) {
  fd_set write = set_of({first_});
  EXPECT_CALL(provider, WSPSelect(_, IsNull(), &write, IsNull(), IsNull(), NotNull())).WillOnce(Return(0));
  EXPECT_EQ(select(0, nullptr, &write, nullptr, nullptr), 0);
  expect_untouched();
}

TEST_F(Waiting, SelectThatFails) {
  fd_set read = set_of({first_});
  EXPECT_CALL(provider, WSPSelect)
      .WillOnce(FailWith(WSAEINTR))
      .WillOnce(FailWith(0))
      .WillOnce(FailWithoutCode())
      .WillOnce(Throw(std::runtime_error("a problem")));
  for (const int code : {WSAEINTR, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSASYSCALLFAILURE}) {
    EXPECT_EQ(select(0, &read, nullptr, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), code);
  }
}

TEST_F(Waiting, SelectThatTheApiRefusesReachesNoProvider) {
  fd_set none = set_of({});
  EXPECT_EQ(select(0, &none, nullptr, nullptr, nullptr), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
  fd_set read = set_of({first_, INVALID_SOCKET});
  EXPECT_EQ(select(0, &read, nullptr, nullptr, nullptr), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
  fd_set good = set_of({first_});
  const timeval bad{0, -1};
  EXPECT_EQ(select(0, &good, nullptr, nullptr, &bad), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(Waiting, PollHandsItsArrayOn) {
  WSAPOLLFD fds[2] = {{first_, POLLRDNORM, 99}, {second_, POLLWRNORM, 99}};
  EXPECT_CALL(provider, Poll(_, 2, 1500, NotNull())).WillOnce([&](WSAPOLLFD* array, ULONG, INT, INT*) {
    EXPECT_EQ(array[0].fd, first_);
    EXPECT_EQ(array[0].events, POLLRDNORM);
    EXPECT_EQ(array[1].fd, second_);
    EXPECT_EQ(array[1].events, POLLWRNORM);
    array[0].revents = 0;
    array[1].revents = POLLWRNORM;
    return 1;
  });
  EXPECT_EQ(WSAPoll(fds, 2, 1500), 1);
  EXPECT_EQ(fds[0].revents, 0);
  EXPECT_EQ(fds[1].revents, POLLWRNORM);
  expect_untouched();
}

TEST_F(Waiting, PollLeavesOutWhatIsNoSocket) {
  WSAPOLLFD fds[3] = {{INVALID_SOCKET, POLLIN, 99}, {first_, POLLIN, 99}, {10000, POLLIN, 99}};
  EXPECT_CALL(provider, Poll(Pointee(Field(&WSAPOLLFD::fd, first_)), 1, 0, NotNull()))
      .WillOnce([](WSAPOLLFD* array, ULONG, INT, INT*) {
        array[0].revents = POLLRDNORM;
        return 1;
      });
  EXPECT_EQ(WSAPoll(fds, 3, -1), 2) << "the third is answered already, so nothing is waited for";
  EXPECT_EQ(fds[0].revents, 0);
  EXPECT_EQ(fds[1].revents, POLLRDNORM);
  EXPECT_EQ(fds[2].revents, POLLNVAL);
}

TEST_F(Waiting, PollThatFails) {
  WSAPOLLFD fds[1] = {{first_, POLLIN, 0}};
  EXPECT_CALL(provider, Poll)
      .WillOnce(FailWith(WSAENETDOWN))
      .WillOnce(FailWith(0))
      .WillOnce(FailWithoutCode())
      .WillOnce(Throw(std::runtime_error("a problem")));
  for (const int code : {WSAENETDOWN, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSASYSCALLFAILURE}) {
    EXPECT_EQ(WSAPoll(fds, 1, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), code);
  }
}

}  // namespace
}  // namespace api_test

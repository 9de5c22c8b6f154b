// SPDX-License-Identifier: MIT
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "use_winsock2.inc"

int use_both(std::vector<int>& numbers) {
  using namespace std;
  const int least = min(3, numbers.empty() ? 0 : numbers.front());
  const size_t most = max(numbers.size(), size_t{4});
  const auto highest = numeric_limits<int>::max();
  map<SOCKET, string> names;
  names[0] = to_string(least + highest);
  function<int()> call = use_it;
  thread worker([&] { call(); });
  worker.join();
  return static_cast<int>(most) + call();
}

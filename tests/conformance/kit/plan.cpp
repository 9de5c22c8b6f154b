// SPDX-License-Identifier: MIT
#include "kit/plan.hpp"

#include <fnmatch.h>

#include <map>

namespace kit {
namespace {

class KitTest : public testing::Test {
 public:
  explicit KitTest(Planned planned) : planned_(std::move(planned)) {}

  void SetUp() override {
    if (!planned_.started) return;
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  }

  void TestBody() override {
    try {
      if (planned_.entry != nullptr) {
        planned_.entry_body(*planned_.entry);
      } else {
        planned_.api_body();
      }
    } catch (const Unavailable& reason) {
      GTEST_SKIP() << reason.what();
    } catch (const SetupFailed& reason) {
      FAIL() << "the case could not be set up: " << reason.what();
    }
  }

  void TearDown() override {
    if (planned_.started) WSACleanup();
  }

 private:
  Planned planned_;
};

}  // namespace

bool matches_glob(const std::string& text, const std::string& pattern) {
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

std::vector<Entry> selected_entries(const std::vector<std::string>& patterns) {
  WSADATA data{};
  const int error = WSAStartup(MAKEWORD(2, 2), &data);
  if (error != 0) throw SetupFailed("WSAStartup failed with " + error_name(error));
  std::vector<Entry> selected;
  for (const WSAPROTOCOL_INFOW& info : enumerate_all()) {
    const std::string id = std::to_string(info.dwCatalogEntryId);
    bool wanted = patterns.empty();
    for (const std::string& pattern : patterns) {
      wanted = wanted || pattern == id || matches_glob(safe_name(info), pattern);
    }
    if (wanted) selected.emplace_back(info);
  }
  WSACleanup();
  return selected;
}

std::vector<Planned> plan(const std::vector<Entry>& entries, bool with_api) {
  std::vector<Planned> planned;
  std::map<std::string, int> seen;
  for (const Entry& entry : entries) {
    std::string name = safe_name(entry.info());
    if (++seen[name] > 1) name += "_" + std::to_string(entry.info().dwCatalogEntryId);
    const auto shared = std::make_shared<const Entry>(entry);
    for (const EntryCase& c : entry_cases()) {
      if (!entry.is(c.needs)) continue;
      planned.push_back(
          {name + "/" + c.area, test_name(c.name, c.numbers), c.numbers, shared, c.body, nullptr, true});
    }
  }
  if (with_api) {
    for (const ApiCase& c : api_cases()) {
      planned.push_back({std::string("API/") + c.area, test_name(c.name, c.numbers), c.numbers, nullptr,
                         nullptr, c.body, c.started});
    }
  }
  return planned;
}

void register_with_googletest(const Planned& planned) {
  testing::RegisterTest(planned.suite.c_str(), planned.test.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [planned]() -> testing::Test* { return new KitTest(planned); });
}

}  // namespace kit

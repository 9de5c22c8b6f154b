// SPDX-License-Identifier: MIT
#include "wosa/catalog/paths.hpp"

#include <gtest/gtest.h>

#include <map>

#include "wosa/catalog/policy.hpp"

namespace wosa::catalog {
namespace {

using Roots = std::vector<std::filesystem::path>;

Environment environment(std::map<std::string, std::string> variables, bool elevated = false) {
  Environment out;
  out.variable = [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found != variables.end() ? std::optional<std::string>(found->second) : std::nullopt;
  };
  out.elevated = elevated;
  out.library_directory = "/opt/w/lib";
  out.prefix = "/opt/w";
  return out;
}

TEST(Paths, RootsStandInTheirOrder) {
  const Paths paths = Paths::from_environment(environment({{"HOME", "/home/u"}}));
  EXPECT_EQ(paths.config_roots, (Roots{"/home/u/.config/wosa", "/etc/wosa", "/opt/w/share/wosa",
                                       "/usr/local/share/wosa", "/usr/share/wosa"}));
  EXPECT_EQ(paths.state_file, "/var/lib/wosa/catalog.json");
  EXPECT_EQ(paths.user_state_file, "/home/u/.local/state/wosa/catalog.json");
  EXPECT_EQ(paths.provider_dir, "/opt/w/lib/wosa");
  EXPECT_EQ(paths.state_files().size(), 2U);
}

TEST(Paths, XdgVariablesWinOverTheHomeAndRelativeOnesDoNotCount) {
  const Paths xdg = Paths::from_environment(
      environment({{"HOME", "/home/u"}, {"XDG_CONFIG_HOME", "/c"}, {"XDG_STATE_HOME", "/s"}}));
  EXPECT_EQ(xdg.config_roots.front(), "/c/wosa");
  EXPECT_EQ(xdg.user_state_file, "/s/wosa/catalog.json");
  const Paths relative =
      Paths::from_environment(environment({{"HOME", "/home/u"}, {"XDG_CONFIG_HOME", "c"}}));
  EXPECT_EQ(relative.config_roots.front(), "/home/u/.config/wosa");
  const Paths homeless = Paths::from_environment(environment({}));
  EXPECT_EQ(homeless.config_roots.front(), "/etc/wosa");
  EXPECT_TRUE(homeless.user_state_file.empty());
}

TEST(Paths, DuplicatesAreRemoved) {
  Environment usr = environment({});
  usr.prefix = "/usr/";
  EXPECT_EQ(Paths::from_environment(usr).config_roots,
            (Roots{"/etc/wosa", "/usr/share/wosa", "/usr/local/share/wosa"}));
}

TEST(Paths, WosaCatalogIsTheOnlyRoot) {
  const Paths paths = Paths::from_environment(environment({{"HOME", "/home/u"}, {"WOSA_CATALOG", "/my"}}));
  EXPECT_EQ(paths.config_roots, (Roots{"/my"}));
  EXPECT_EQ(paths.state_file, "/my/catalog.json");
  EXPECT_TRUE(paths.user_state_file.empty());
  const Paths relative = Paths::from_environment(environment({{"WOSA_CATALOG", "my/../x"}}));
  EXPECT_EQ(relative.state_file, std::filesystem::current_path() / "x/catalog.json")
      << "a later chdir must not change the catalog";
  const Paths empty = Paths::from_environment(environment({{"WOSA_CATALOG", ""}}));
  EXPECT_EQ(empty.config_roots.front(), "/etc/wosa");
}

TEST(Paths, AnElevatedProcessIgnoresEveryVariable) {
  const Environment elevated = environment({{"HOME", "/home/u"},
                                            {"XDG_CONFIG_HOME", "/c"},
                                            {"XDG_STATE_HOME", "/s"},
                                            {"WOSA_CATALOG", "/my"},
                                            {"WOSA_PROVIDERS", "evil"}},
                                           true);
  const Paths paths = Paths::from_environment(elevated);
  EXPECT_TRUE(paths.elevated);
  EXPECT_EQ(paths.config_roots,
            (Roots{"/etc/wosa", "/opt/w/share/wosa", "/usr/local/share/wosa", "/usr/share/wosa"}));
  EXPECT_EQ(paths.state_file, "/var/lib/wosa/catalog.json");
  EXPECT_TRUE(paths.user_state_file.empty());
  EXPECT_TRUE(Policy::from_environment(elevated).empty());
}

TEST(Policy, RanksExcludesAndAllows) {
  const Policy list = Policy::parse(" loopback , tcp*,,");
  EXPECT_EQ(list.rank("loopback"), 0U);
  EXPECT_EQ(list.rank("tcpip"), 1U);
  EXPECT_FALSE(list.rank("unix"));

  const Policy but = Policy::parse("^x*");
  EXPECT_EQ(but.rank("tcpip"), 0U);
  EXPECT_FALSE(but.rank("xyz"));
  EXPECT_FALSE(but.empty());

  const Policy both = Policy::parse("x1,*,^x*");
  EXPECT_FALSE(both.rank("x1")) << "an exclusion wins";
  EXPECT_EQ(both.rank("tcpip"), 1U);

  EXPECT_TRUE(Policy::parse("").empty());
  EXPECT_TRUE(Policy::parse(" , ^").empty());
}

TEST(Policy, UnknownNamesAreWarnedOf) {
  constexpr std::string_view kNames[] = {"tcpip", "loopback"};
  const Diagnostics said = Policy::parse("tcpi,*,^loop*").check(kNames);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(format(said[0]),
            "WOSA_PROVIDERS:1: \"tcpi\" is no installed provider; expected one of \"tcpip\", \"loopback\"; "
            "did you mean "
            "\"tcpip\"?");
  EXPECT_EQ(said[0].severity, Severity::warning);
}

}  // namespace
}  // namespace wosa::catalog

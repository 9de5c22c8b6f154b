// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "catalog_folder.hpp"

namespace wosa::test {
namespace {

class Color : public CatalogFolder {
 protected:
  bool colored(std::vector<std::string> words) const {
    return wosa(std::move(words)).out.find("\x1b[") != std::string::npos;
  }
};

TEST_F(Color, NeverInAPipeUnlessAskedFor) {
  EXPECT_FALSE(colored({"catalog", "show"}));
  EXPECT_FALSE(colored({"catalog", "show", "--color=auto"}));
  EXPECT_TRUE(colored({"catalog", "show", "--color=always"}));
  EXPECT_TRUE(colored({"catalog", "--color=always", "show"}));
  EXPECT_TRUE(colored({"--color", "always", "catalog", "explain", "--af", "inet", "--type", "stream"}));
  EXPECT_FALSE(colored({"catalog", "show", "--color=always", "--json"})) << "JSON is for programs";
}

TEST_F(Color, InATerminalUnlessRefused) {
  options_.terminal = true;
  EXPECT_TRUE(colored({"catalog", "show"}));
  EXPECT_FALSE(colored({"catalog", "show", "--color=never"}));
  options_.environment["NO_COLOR"] = "1";
  EXPECT_FALSE(colored({"catalog", "show"}));
  EXPECT_TRUE(colored({"catalog", "show", "--color=always"})) << "what is asked for counts more";
  options_.environment["NO_COLOR"] = "";
  EXPECT_TRUE(colored({"catalog", "show"})) << "an empty NO_COLOR is none";
  options_.environment["TERM"] = "dumb";
  EXPECT_FALSE(colored({"catalog", "show"}));
}

TEST_F(Color, TheTerminalsWidthIsUsed) {
  Json wide = provider("wide", kGuidA);
  wide["protocols"][0]["name"] = std::string(100, 'w');
  manifest("10-wide.json", wide);
  EXPECT_EQ(wosa({"catalog", "show"}).out.find(std::string(100, 'w')), std::string::npos);
  options_.terminal = true;
  EXPECT_NE(wosa({"catalog", "show"}).out.find(std::string(100, 'w')), std::string::npos);
}

}  // namespace
}  // namespace wosa::test

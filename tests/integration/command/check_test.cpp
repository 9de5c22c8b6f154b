// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <link.h>
#include <sys/stat.h>

#include <fstream>
#include <regex>

#include "catalog_folder.hpp"
#include "elf_file.hpp"

namespace wosa::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Check : public CatalogFolder {
 protected:
  // One problem, of which this is said; and the exit status says so.
  void expect_problem(const std::string& file, const std::string& what) const {
    const Ran ran = wosa({"catalog", "check"});
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_THAT(ran.out, AllOf(HasSubstr(file + ":"), HasSubstr(what)));
    const Json found = wosa_json({"catalog", "check"}, 1);
    EXPECT_GE(found.at("problems").size(), 1U);
  }

  std::string copy_of_plugin(const std::string& name) const {
    const auto to = root_ / name;
    std::filesystem::copy_file(WOSA_TEST_PLUGIN_GOOD, to);
    return to.string();
  }

  // A copy of the plug-in with one byte changed.
  std::string damaged(const std::string& name, std::streamoff at, char byte) const {
    const std::string path = copy_of_plugin(name);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file.put(byte);
    return path;
  }

  void install(const std::string& library) const {
    Json content = provider("mine", kGuidA);
    content["library"] = library;
    manifest("10-mine.json", content);
  }
};

TEST_F(Check, AWholeCatalogHasNoProblem) {
  manifest("10-mine.json", provider("mine", kGuidA));
  const Ran ran = wosa({"catalog", "check"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("no problem"));
  EXPECT_THAT(ran.err, IsEmpty());
  EXPECT_TRUE(wosa_json({"catalog", "check"}).at("problems").empty());
}

TEST_F(Check, EveryProblemHasFileAndLine) {
  write("providers.d/10-bad.json", "{\n\"schema\": 1,\n\"name\": 5,\n\"kind\": \"bse\"\n}");
  const Ran ran = wosa({"catalog", "check"});
  EXPECT_EQ(ran.code, 1);
  const std::regex form("[^\n]*/10-bad\\.json:[0-9]+: [^\n]+");
  std::istringstream lines(ran.out);
  std::size_t problems = 0;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, form)) ++problems;
  }
  EXPECT_GE(problems, 2U) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("10-bad.json:3: "));
  EXPECT_THAT(ran.out, HasSubstr("did you mean \"base\"?"));
}

TEST_F(Check, Libraries) {
  const std::string file = (root_ / "providers.d/10-mine.json").string();
  install("/nowhere/libmine.so");
  expect_problem(file, "/nowhere/libmine.so");
  install(root_.string());
  expect_problem(file, "no regular file");
  install(write("text.so", "no library at all").string());
  expect_problem(file, "no ELF file");
  install(write("empty.so", "").string());
  expect_problem(file, "no ELF file");
  install(damaged("class.so", 4, 1));
  expect_problem(file, "bit code");
  install(damaged("machine.so", 18, 0x66));
  expect_problem(file, "is for the machine");
  install(damaged("type.so", 16, 1));
  expect_problem(file, "no shared library");
  install(WOSA_TEST_PLUGIN_SILENT);
  expect_problem(file, "does not export WSPStartup");
  ASSERT_EQ(mkfifo((root_ / "pipe.so").c_str(), 0600), 0);
  install((root_ / "pipe.so").string());
  expect_problem(file, "no regular file");
}

TEST_F(Check, ALibraryThatIsCutAnywhereIsNoDanger) {
  const std::string whole = copy_of_plugin("whole.so");
  const auto size = std::filesystem::file_size(whole);
  for (std::uintmax_t length = 0; length < size; length += length < 1024 ? 7 : 509) {
    const std::string path = (root_ / "cut.so").string();
    std::filesystem::copy_file(whole, path, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(path, length);
    const auto library = tool::ElfFile::open(path);
    if (library) (void)library->exports("WSPStartup");
  }
  const auto library = tool::ElfFile::open(whole);
  ASSERT_TRUE(library) << library.error();
  EXPECT_EQ(library->exports("WSPStartup").value_or(false), true);
  EXPECT_EQ(library->exports("WSPStartu").value_or(true), false);
}

// The symbols can be read, and still the loader would map what the file does not have.
TEST_F(Check, ALibraryThatEndsWithinItsLastSegment) {
  const std::string path = copy_of_plugin("cut.so");
  std::ifstream in(path, std::ios::binary);
  ElfW(Ehdr) header{};
  in.read(reinterpret_cast<char*>(&header), sizeof header);
  std::uintmax_t end = 0;
  in.seekg(static_cast<std::streamoff>(header.e_phoff));
  for (int i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment{};
    in.read(reinterpret_cast<char*>(&segment), sizeof segment);
    if (segment.p_type == PT_LOAD) end = std::max<std::uintmax_t>(end, segment.p_offset + segment.p_filesz);
  }
  ASSERT_GT(end, 0U);
  std::filesystem::resize_file(path, end - 1);
  install(path);
  expect_problem("10-mine.json", "is cut off");
}

TEST_F(Check, ALibraryWithAnyByteWrongIsNoDanger) {
  std::ifstream in(WOSA_TEST_PLUGIN_GOOD, std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t end = std::min<std::size_t>(good.size(), 2048);
  for (std::size_t at = 0; at < end; ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(~bad[at]);
    const auto library = tool::ElfFile::open(write("bad.so", bad).string());
    if (library) (void)library->exports("WSPStartup");
  }
}

TEST_F(Check, TheStateFilesChecksum) {
  const auto file =
      write("catalog.json", R"({"schema": 1, "serial": 1, "checksum": "0123456789abcdef", "next_id": 1001})");
  expect_problem(file.string(), "checksum");
}

TEST_F(Check, IdsThatAreGivenTwice) {
  const Json state = {
      {"schema", 1},
      {"serial", 1},
      {"entries",
       {{{"id", 1001}, {"guid", kGuidA}, {"index", 0}}, {{"id", 1001}, {"guid", kGuidB}, {"index", 0}}}}};
  const auto file = write("catalog.json", state.dump(1));
  expect_problem(file.string(), "1001");
}

TEST_F(Check, AChainWithoutAMember) {
  const Json state = {
      {"schema", 1},
      {"serial", 1},
      {"chains", {{{"id", 1003}, {"name", "lost"}, {"layer", kGuidB}, {"members", {1002, 1001}}}}}};
  const auto file = write("catalog.json", state.dump(1));
  expect_problem(file.string(), "lost");
}

TEST_F(Check, ASerialFileThatSaysNothing) {
  const auto file = write("serial", "x");
  expect_problem(file.string(), "serial");
}

TEST_F(Check, AProviderNobodyHas) {
  options_.environment["WOSA_PROVIDERS"] = "tcpi,tcpip";
  expect_problem("WOSA_PROVIDERS", "did you mean \"tcpip\"?");
}

TEST_F(Check, TwoManifestsWithOneGuid) {
  manifest("10-one.json", provider("one", kGuidA));
  const auto second = manifest("20-two.json", provider("two", kGuidA));
  expect_problem(second.string(), "already belongs to \"one\"");
}

TEST_F(Check, NothingIsOverwritten) {
  const auto state = write("catalog.json", "{ broken");
  const auto bad = write("providers.d/10-bad.json", "{ broken");
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"catalog", "check"}, {"catalog", "show"}, {"catalog", "refresh"}, {"paths"}, {"env"}}) {
    wosa(words);
  }
  for (const auto& file : {state, bad}) {
    std::ifstream in(file);
    EXPECT_EQ(std::string((std::istreambuf_iterator<char>(in)), {}), "{ broken");
  }
}

TEST_F(Check, ASerialFileThatLeadsNowhere) {
  std::filesystem::create_symlink("serial", root_ / "serial");
  expect_problem("serial", "holds no serial");
}

TEST_F(Check, ACatalogThatIsNoFolder) {
  options_.environment["WOSA_CATALOG"] = (root_ / "misspelt").string();
  expect_problem("WOSA_CATALOG", "is no folder");
}

}  // namespace
}  // namespace wosa::test

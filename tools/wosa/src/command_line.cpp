// SPDX-License-Identifier: MIT
#include "command_line.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "help_layout.hpp"
#include "output.hpp"
#include "usage.hpp"
#include "verbs.hpp"
#include "words.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::tool {
namespace {

using WordParser = tl::expected<int, std::string> (*)(std::string_view);

template <typename Value>
using Choices = std::vector<std::pair<std::string_view, Value>>;

// The tree of objects and verbs, and what the user told them. One object for one command line.
class CommandLine {
 public:
  CommandLine() {
    app_.name("wosa");
    app_.description("Shows which providers Windows Sockets programs use, and why.");
    app_.set_help_flag("-h,--help", "Print this help and exit");
    app_.set_version_flag("--version", "wosa " WOSA_VERSION, "Print the version and exit");
    app_.formatter(std::make_shared<HelpLayout>());
    app_.require_subcommand(1);
    app_.footer(
        "Examples:\n"
        "  wosa catalog show                              the catalog as a table\n"
        "  wosa catalog explain --af inet --type stream   who serves TCP, and why\n"
        "  wosa catalog check                             everything that is wrong\n"
        "\n"
        "Exit status: 0 done, 1 problem found, 2 usage, 3 not found, 4 not permitted.");
    add_color(app_);
    add_catalog();
    add_winsock();
    add_env();
    add_paths();
  }

  ExitCode run(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      return print(app_.help());
    } catch (const CLI::CallForVersion&) {
      return print("wosa " WOSA_VERSION "\n");
    } catch (const CLI::Error& error) {
      complain(argc <= 1 ? "expected a command; see 'wosa --help'" : explain_misuse(app_, error));
      return ExitCode::usage;
    }
    for (const auto& [verb, action] : verbs_) {
      if (verb->parsed()) return action();
    }
    return ExitCode::usage;
  }

 private:
  CLI::App& object(CLI::App& parent, const char* name, const char* what) {
    CLI::App& out = *parent.add_subcommand(name, what);
    out.require_subcommand(1);
    add_color(out);
    return out;
  }

  CLI::App& verb(CLI::App& parent, const char* name, const char* what, const char* examples,
                 std::function<ExitCode()> action) {
    CLI::App& out = *parent.add_subcommand(name, what);
    out.footer(std::string("Examples:\n") + examples);
    out.add_flag("--json", common_.json, "Print JSON, for programs");
    add_color(out);
    verbs_.emplace_back(&out, std::move(action));
    return out;
  }

  template <typename Value>
  static void add_choice(CLI::App& app, const char* name, Value& value, Choices<Value> choices,
                         const char* what) {
    std::string words;
    for (const auto& choice : choices) words += (words.empty() ? "" : "|") + std::string(choice.first);
    app.add_option_function<std::string>(
           name,
           [name, &value, choices = std::move(choices)](const std::string& given) {
             std::vector<std::string_view> known;
             for (const auto& [word, meant] : choices) {
               known.push_back(word);
               if (word != given) continue;
               value = meant;
               return;
             }
             throw CLI::ValidationError(name, catalog::in_quotes(given) + " is unknown; expected one of " +
                                                  catalog::one_of(known) +
                                                  catalog::did_you_mean(given, known));
           },
           what)
        ->type_name(words);
  }

  void add_color(CLI::App& app) {
    add_choice<ColorChoice>(
        app, "--color", common_.color,
        {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}},
        "Colours; auto: in a terminal");
  }

  template <typename Target>
  static void add_word(CLI::App& app, const char* name, Target& target, WordParser parse, const char* type,
                       const char* what) {
    app.add_option_function<std::string>(
           name,
           [name, &target, parse](const std::string& given) {
             const auto value = parse(given);
             if (!value) throw CLI::ValidationError(name, value.error());
             target = *value;
           },
           what)
        ->type_name(type);
  }

  void add_show(CLI::App& parent, const char* name, const char* examples) {
    CLI::App& show_verb = verb(parent, name, "List the entries, in the order of asking", examples, [this] {
      if (!common_.json) return show(common_, show_);
      show_.format = ShowFormat::json;
      return show(common_, show_);
    });
    add_choice<ShowFormat>(
        show_verb, "--format", show_.format,
        {{"table", ShowFormat::table}, {"json", ShowFormat::json}, {"netsh", ShowFormat::netsh}},
        "How to print");
    show_verb.get_option("--format")->excludes(show_verb.get_option("--json"));
    add_word(show_verb, "--af", show_.filter.family, family_of, "FAMILY",
             "Only this family: inet, inet6, ...");
    add_word(show_verb, "--type", show_.filter.type, type_of, "TYPE",
             "Only this type: stream, dgram, raw, ...");
    add_word(show_verb, "--proto", show_.filter.protocol, protocol_of, "PROTOCOL",
             "Only this protocol: tcp, udp, ...");
    show_verb.add_option("--provider", show_.filter.provider, "Only this one: a name, pattern or GUID")
        ->type_name("NAME");
    show_verb.add_flag("--all", show_.filter.hidden, "Hidden entries too");
  }

  void add_catalog() {
    CLI::App& catalog = object(app_, "catalog", "What is installed, and who serves a socket");
    catalog.footer("Examples:\n  wosa catalog show --af inet\n  wosa catalog explain --af inet --type dgram");
    add_show(catalog, "show",
             "  wosa catalog show\n"
             "  wosa catalog show --af inet6 --type stream\n"
             "  wosa catalog show --all --json\n"
             "  wosa catalog show --format=netsh");
    CLI::App& explain_verb = verb(catalog, "explain", "Tell who serves a socket, and why no other",
                                  "  wosa catalog explain --af inet --type stream\n"
                                  "  wosa catalog explain --af inet --type raw --proto icmp --json\n"
                                  "  WOSA_PROVIDERS='^tcpip' wosa catalog explain --af inet --type stream",
                                  [this] { return explain(common_, request_); });
    add_word(explain_verb, "--af", request_.family, family_of, "FAMILY", "The family: inet, inet6, ...");
    add_word(explain_verb, "--type", request_.type, type_of, "TYPE", "The type: stream, dgram, raw, ...");
    add_word(explain_verb, "--proto", request_.protocol, protocol_of, "PROTOCOL",
             "The protocol: tcp, udp, ...; else 0");
    explain_verb.get_option("--af")->required();
    explain_verb.get_option("--type")->required();
    verb(catalog, "check", "Print everything that is wrong, with file and line",
         "  wosa catalog check\n"
         "  wosa catalog check --json",
         [this] { return check(common_); });
    verb(catalog, "refresh", "Make running programs look at the catalog again",
         "  wosa catalog refresh\n"
         "  sudo wosa catalog refresh     for the programs of everybody",
         [this] { return refresh(common_); });
  }

  // The words of netsh, for hands that know them.
  void add_winsock() {
    CLI::App& winsock = object(app_, "winsock", "netsh's words for 'catalog show'");
    CLI::App& show_object = object(winsock, "show", "'show catalog' is 'catalog show'");
    winsock.footer("Example:\n  wosa winsock show catalog --format=netsh");
    show_object.footer("Example:\n  wosa winsock show catalog --format=netsh");
    add_show(show_object, "catalog",
             "  wosa winsock show catalog\n"
             "  wosa winsock show catalog --format=netsh");
  }

  void add_env() {
    verb(app_, "env", "List the variables that the library reads", "  wosa env\n  wosa env --json",
         [this] { return show_environment(common_); });
  }

  void add_paths() {
    verb(app_, "paths", "List the folders and files in use",
         "  wosa paths\n  WOSA_CATALOG=/tmp/mine wosa paths", [this] { return show_paths(common_); });
  }

  CLI::App app_;
  Common common_;
  ShowOptions show_;
  catalog::Request request_;
  std::vector<std::pair<const CLI::App*, std::function<ExitCode()>>> verbs_;
};

}  // namespace

ExitCode run(int argc, const char* const* argv) { return CommandLine().run(argc, argv); }

}  // namespace wosa::tool

// SPDX-License-Identifier: MIT
#include "netsh_layout.hpp"

#include <fmt/format.h>

#include <string_view>

#include "text_layout.hpp"
#include "wosa/catalog/guid.hpp"

namespace wosa::tool {
namespace {

constexpr std::string_view kRule = "------------------------------------------------------";

template <typename Value>
void field(std::string& out, std::string_view name, const Value& value) {
  out += fmt::format("{:<36}{}\n", fmt::format("{}:", name), value);
}

void heading(std::string& out, std::string_view title) { out += fmt::format("\n{}\n{}\n", title, kRule); }

std::string upper_guid(const GUID& guid) {
  std::string out = catalog::format_guid(guid);
  for (char& c : out) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string_view entry_type(catalog::Kind kind) {
  switch (kind) {
    case catalog::Kind::base: return "Base Service Provider";
    case catalog::Kind::layer: return "Layered Service Provider";
    case catalog::Kind::chain: return "Layered Chain Entry";
  }
  return "";
}

void add_entry(std::string& out, const catalog::Entry& entry) {
  const WSAPROTOCOL_INFOW& info = entry.info;
  heading(out, "Winsock Catalog Provider Entry");
  field(out, "Entry Type", entry_type(entry.kind));
  field(out, "Description", printable(entry.name()));
  field(out, "Provider ID", upper_guid(info.ProviderId));
  field(out, "Provider Path", printable(entry.provider->resolved_library));
  field(out, "Catalog Entry ID", entry.id());
  field(out, "Version", info.iVersion);
  field(out, "Address Family", info.iAddressFamily);
  field(out, "Max Address Length", info.iMaxSockAddr);
  field(out, "Min Address Length", info.iMinSockAddr);
  field(out, "Socket Type", info.iSocketType);
  field(out, "Protocol", info.iProtocol);
  field(out, "Service Flags", fmt::format("0x{:x}", info.dwServiceFlags1));
  field(out, "Protocol Chain Length", info.ProtocolChain.ChainLen);
  if (entry.kind == catalog::Kind::chain)
    field(out, "Protocol Chain", fmt::format("{}", fmt::join(entry.chain, " : ")));
}

void add_name_space(std::string& out, const catalog::Provider& provider) {
  heading(out, "Name Space Provider Entry");
  field(out, "Description", printable(provider.name));
  field(out, "Provider ID", upper_guid(provider.guid));
  field(out, "Name Space", printable(provider.name_space.id));
  field(out, "Active", provider.enabled && provider.status == catalog::Status::ok ? 1 : 0);
  field(out, "Version", provider.name_space.version);
}

}  // namespace

std::string netsh_layout(const catalog::Snapshot& snapshot, const EntryFilter& filter) {
  std::string out;
  for (const catalog::Entry& entry : snapshot.entries()) {
    if (filter.shows(entry)) add_entry(out, entry);
  }
  if (filter.empty()) {
    for (const catalog::Provider* provider : snapshot.name_spaces()) add_name_space(out, *provider);
  }
  return out;
}

}  // namespace wosa::tool

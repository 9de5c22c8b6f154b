// SPDX-License-Identifier: MIT
// getaddrinfo, GetAddrInfoW and the functions that free their results.
#include "names/address_list.hpp"
#include "names/address_query.hpp"
#include "names/boundary.hpp"
#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

template <typename Char>
INT read_optional(const Char* from_user, INT too_long, std::optional<std::string>& text) {
  if (from_user == nullptr) return 0;
  auto copy = read_text(from_user, too_long);
  if (!copy) return copy.error();
  text = std::move(*copy);
  return 0;
}

// 0, or why the hints cannot be taken.
template <typename Info>
INT read_hints(const Info* from_user, AddressQuery& query) noexcept {
  if (from_user == nullptr) return 0;
  Info hints;
  if (!read_value(hints, from_user)) return WSAEFAULT;
  if (hints.ai_addrlen != 0 || hints.ai_canonname != nullptr || hints.ai_addr != nullptr ||
      hints.ai_next != nullptr) {
    return WSANO_RECOVERY;
  }
  query.flags = hints.ai_flags;
  query.family = hints.ai_family;
  query.socket_type = hints.ai_socktype;
  query.protocol = hints.ai_protocol;
  return 0;
}

template <typename Char, typename Info>
INT get_addresses(const Char* node, const Char* service, const Info* hints, Info** result,
                  CallName call = {__builtin_FUNCTION()}) {
  const INT code = code_of_started([&]() -> INT {
    Info* list = nullptr;
    if (!write_value(result, list)) return WSAEFAULT;
    AddressQuery query;
    if (const INT error = read_optional(node, WSAHOST_NOT_FOUND, query.node); error != 0) return error;
    if (const INT error = read_optional(service, WSATYPE_NOT_FOUND, query.service); error != 0) return error;
    if (const INT error = read_hints(hints, query); error != 0) return error;
    if (const INT error = check(query); error != 0) return error;
    const auto answer = find_addresses(system_resolver(), query);
    if (!answer) return answer.error();
    make_list(*answer, list);
    if (write_value(result, list)) return 0;
    free_list(list);
    return WSAEFAULT;
  });
  return leave_code(code, call);
}

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" INT WSAAPI WS_getaddrinfo(PCSTR node, PCSTR service, const ADDRINFOA* hints, PADDRINFOA* result) {
  return get_addresses(node, service, hints, result);
}

extern "C" INT WSAAPI GetAddrInfoW(PCWSTR node, PCWSTR service, const ADDRINFOW* hints, PADDRINFOW* result) {
  return get_addresses(node, service, hints, result);
}

extern "C" VOID WSAAPI WS_freeaddrinfo(PADDRINFOA list) { free_list(list); }
extern "C" VOID WSAAPI FreeAddrInfoW(PADDRINFOW list) { free_list(list); }

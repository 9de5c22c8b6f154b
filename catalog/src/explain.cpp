// SPDX-License-Identifier: MIT
#include "wosa/catalog/explain.hpp"

#include "change_hint.hpp"
#include "wosa/catalog/names.hpp"

namespace wosa::catalog {
namespace {

std::string range_text(const WSAPROTOCOL_INFOW& info) {
  std::string out = protocol_text(info.iAddressFamily, info.iProtocol);
  if (info.iProtocolMaxOffset > 0) {
    out += " to " + std::to_string(std::int64_t{info.iProtocol} + info.iProtocolMaxOffset);
  }
  return out;
}

std::string where(const Entry& entry, int line) { return Origin{entry.attributes, line}.text(); }

// Who says no, and where that is written.
void say_rejection(Candidate& out, const Entry& entry, Rejection rejection, const Request& r) {
  const WSAPROTOCOL_INFOW& info = entry.info;
  out.verdict = Verdict::rejected;
  switch (rejection) {
    case Rejection::disabled:
      out.reason = entry.reason;
      out.where = entry.decision.text();
      break;
    case Rejection::layer:
      out.reason = "a layer serves nobody alone, only in a chain";
      out.where = entry.origin.text();
      break;
    case Rejection::hidden:
      out.reason = "hidden: only a socket that names this entry gets it";
      out.where = where(entry, entry.lines.flags);
      break;
    case Rejection::family:
      out.reason = "family is " + family_text(info.iAddressFamily) + ", not " + family_text(r.family);
      out.where = where(entry, entry.lines.family);
      break;
    case Rejection::type:
      out.reason = "type is " + type_text(info.iSocketType) + ", not " + type_text(r.type);
      out.where = where(entry, entry.lines.type);
      break;
    case Rejection::protocol:
      out.reason =
          "protocol is " + range_text(info) + ", not " + protocol_text(info.iAddressFamily, r.protocol);
      if (r.protocol == 0) out.reason += ", and it lacks the flag matches_protocol_zero";
      out.where = where(entry, entry.lines.protocol);
      break;
    case Rejection::unusable:
      out.verdict = Verdict::skipped;
      out.reason = "matches, but its status is " + std::string(to_string(entry.status)) + ": " + entry.reason;
      out.where = entry.decision.text();
      break;
    case Rejection::none: break;
  }
}

void say_chosen(Candidate& out, const Entry& entry, const Request& r) {
  const WSAPROTOCOL_INFOW& info = entry.info;
  out.verdict = Verdict::chosen;
  out.reason = "the first entry in catalog order that matches " +
               tuple_text(r.family != 0 ? r.family : info.iAddressFamily,
                          r.type != 0 ? r.type : info.iSocketType, r.protocol);
  out.where = entry.origin.text();
  if (r.protocol == 0 && info.iProtocol != 0) {
    out.reason += "; protocol 0 is let in by the flag matches_protocol_zero";
    out.where = where(entry, entry.lines.flags);
  }
  if (!entry.placed.file.empty()) out.reason += "; its place was decided in " + entry.placed.text();
}

bool asks_nothing(const Request& r) { return r.family == 0 && r.type == 0 && r.protocol == 0; }

}  // namespace

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::chosen: return "chosen";
    case Verdict::rejected: return "rejected";
    case Verdict::skipped: return "skipped";
  }
  return "";
}

Explanation explain(const Snapshot& snapshot, const Request& request, const LoadStatus& load_status) {
  Explanation out;
  out.request = request;
  const Entry* culprit = nullptr;
  bool failed_to_load = false;
  out.candidates.reserve(snapshot.entries().size());
  for (const Entry& entry : snapshot.entries()) {
    Candidate& candidate = out.candidates.emplace_back();
    candidate.entry = &entry;
    Rejection rejection = first_rejection(entry, request);
    if (asks_nothing(request) && (rejection == Rejection::none || rejection == Rejection::unusable)) {
      candidate.reason = "family, type and protocol are all 0, which is no request";
      candidate.where = entry.origin.text();
      continue;
    }
    if (rejection == Rejection::none && (out.chosen != nullptr || culprit != nullptr)) {
      candidate.verdict = Verdict::skipped;
      candidate.reason = out.chosen != nullptr
                             ? "also matches, comes later"
                             : "also matches, but comes after a critical entry that cannot serve";
      candidate.where = entry.origin.text();
      continue;
    }
    const auto failure = rejection == Rejection::none && load_status ? load_status(entry) : std::nullopt;
    if (rejection == Rejection::none && !failure) {
      say_chosen(candidate, entry, request);
      out.chosen = &entry;
      continue;
    }
    if (failure) {
      failed_to_load = true;
      rejection = Rejection::unusable;
      candidate.verdict = Verdict::skipped;
      candidate.reason = "matches, but could not be loaded: " + *failure;
      candidate.where = Origin{entry.provider->origin.file, entry.provider->library_line}.text();
    } else {
      say_rejection(candidate, entry, rejection, request);
    }
    const bool ends_search = rejection == Rejection::unusable && entry.critical && out.chosen == nullptr;
    if (!ends_search || culprit != nullptr) continue;
    culprit = &entry;
    candidate.reason += "; it is critical, so nobody after it is asked";
  }
  if (out.chosen == nullptr) {
    out.error =
        culprit != nullptr || failed_to_load ? WSAEPROVIDERFAILEDINIT : match(snapshot, request).error;
  }
  out.change_with = change_hint(snapshot, out);
  return out;
}

}  // namespace wosa::catalog

// SPDX-License-Identifier: MIT
#include "script.hpp"

#include <algorithm>
#include <cstring>

namespace wosa::test {

Stage& stage() {
  static Stage the_stage;
  return the_stage;
}

void Stage::fault(const std::string& what) {
  const std::lock_guard guard(lock);
  faults.push_back(what);
}

std::string text_of(Buffers data) {
  std::string text(data.size(), '\0');
  data.copy_to(std::as_writable_bytes(std::span(text)));
  return text;
}

void Script::arrive(const std::string& data) {
  {
    const std::lock_guard guard(lock);
    incoming += data;
  }
  say(WOSA_READY_READ | WOSA_READY_DATA);
}

void Script::arrive_connection(std::shared_ptr<Script> connection) {
  {
    const std::lock_guard guard(lock);
    arrivals.push_back(make_endpoint(std::move(connection)));
  }
  say(WOSA_READY_READ | WOSA_READY_DATA);
}

int Script::times_called(const std::string& primitive) {
  const std::lock_guard guard(lock);
  return static_cast<int>(std::count(calls.begin(), calls.end(), primitive));
}

namespace {

using spi::failure;
using spi::would_block;

class ScriptEndpoint final : public Endpoint {
 public:
  explicit ScriptEndpoint(std::shared_ptr<Script> script) : script_(std::move(script)) {
    script_->readiness = readiness();
    script_->endpoint = this;
    stage().endpoints.fetch_add(1);
  }
  ~ScriptEndpoint() override {
    if (script_->closes == 0) stage().fault("destroyed without close");
    for (const auto* group : {&sending_, &receiving_, &control_, &observing_}) {
      if (*group != 0) stage().fault("destroyed while somebody is inside");
    }
    script_->endpoint = nullptr;
    script_->destroyed = true;
    stage().endpoints.fetch_sub(1);
  }

  Result<void> bind(const Address& name) override {
    const Alone alone(*this, control_, "bind");
    if (script_->bind) return script_->bind(name);
    const std::lock_guard guard(script_->lock);
    script_->name = name;
    return {};
  }
  Result<Address> local_name() const override {
    const Observing observing(*this);
    if (script_->local_name) return script_->local_name();
    const std::lock_guard guard(script_->lock);
    if (script_->name.empty()) return failure(WSAEINVAL);
    return script_->name;
  }
  Result<Address> peer_name() const override {
    const Observing observing(*this);
    if (script_->peer_name) return script_->peer_name();
    const std::lock_guard guard(script_->lock);
    if (script_->peer.empty()) return failure(WSAENOTCONN);
    return script_->peer;
  }
  Result<void> listen(int backlog) override {
    const Alone alone(*this, control_, "listen");
    return script_->listen ? script_->listen(backlog) : Result<void>();
  }
  Result<std::unique_ptr<Endpoint>> try_accept() override {
    const Alone alone(*this, receiving_, "try_accept");
    if (script_->accept) return script_->accept();
    const std::lock_guard guard(script_->lock);
    if (script_->arrivals.empty()) return would_block();
    auto first = std::move(script_->arrivals.front());
    script_->arrivals.pop_front();
    return first;
  }
  void accepted() noexcept override {
    const Alone alone(*this, control_, "accepted");
    script_->accepted.fetch_add(1);
  }
  Result<void> start_connect(const Address& peer) override {
    const Alone alone(*this, control_, "start_connect");
    if (script_->start_connect) return script_->start_connect(peer);
    const std::lock_guard guard(script_->lock);
    script_->peer = peer;
    return {};
  }
  Result<void> finish_connect() override {
    const Alone alone(*this, control_, "finish_connect");
    if (script_->finish_connect) return script_->finish_connect();
    return would_block();
  }
  Result<void> shutdown(int how) override {
    const Alone alone(*this, control_, "shutdown");
    return script_->shutdown ? script_->shutdown(how) : Result<void>();
  }
  void close(spi::Ending how) noexcept override {
    for (const auto* group : {&sending_, &receiving_, &control_, &observing_}) {
      if (*group != 0) stage().fault("closed while somebody is inside");
    }
    if (script_->closes.fetch_add(1) != 0) stage().fault("closed twice");
    script_->ending = static_cast<int>(how);
    if (script_->close) script_->close(how);
    std::deque<std::unique_ptr<Endpoint>> rest;
    {
      const std::lock_guard guard(script_->lock);
      rest.swap(script_->arrivals);
    }
    for (const auto& one : rest) one->close(spi::Ending::reset);
  }

  Result<std::size_t> try_send(Buffers data) override {
    const Alone alone(*this, sending_, "try_send");
    return script_->send ? script_->send(data) : take(data);
  }
  Result<std::size_t> try_recv(Buffers room, spi::ReceiveFlags flags) override {
    const Alone alone(*this, receiving_, "try_recv");
    if (script_->receive) return script_->receive(room, flags.peek);
    const std::lock_guard guard(script_->lock);
    if (script_->incoming.empty()) return would_block();
    const std::size_t count = room.copy_from(std::as_bytes(std::span(script_->incoming)));
    if (!flags.peek) script_->incoming.erase(0, count);
    return count;
  }
  Result<std::size_t> try_send_to(Buffers data, const Address& to) override {
    const Alone alone(*this, sending_, "try_send_to");
    return script_->send_to ? script_->send_to(data, to) : take(data);
  }
  Result<spi::Datagram> try_recv_from(Buffers room, spi::ReceiveFlags flags) override {
    const Alone alone(*this, receiving_, "try_recv_from");
    if (script_->receive_from) return script_->receive_from(room, flags.peek);
    const std::lock_guard guard(script_->lock);
    if (script_->incoming.empty()) return would_block();
    spi::Datagram datagram{script_->incoming.size(), script_->peer};
    room.copy_from(std::as_bytes(std::span(script_->incoming)));
    if (!flags.peek) script_->incoming.clear();
    return datagram;
  }
  Result<std::size_t> try_send_urgent(Buffers data) override {
    const Alone alone(*this, sending_, "try_send_urgent");
    return script_->send_urgent ? script_->send_urgent(data) : take(data);
  }
  Result<std::size_t> try_recv_urgent(Buffers room, spi::ReceiveFlags flags) override {
    const Alone alone(*this, receiving_, "try_recv_urgent");
    if (script_->receive_urgent) return script_->receive_urgent(room, flags.peek);
    return would_block();
  }
  bool at_urgent_mark() const noexcept override {
    const Observing observing(*this);
    return script_->at_mark ? script_->at_mark() : true;
  }

  DWORD ready(DWORD conditions) const noexcept override {
    const Observing observing(*this);
    if (script_->ready) return script_->ready(conditions);
    DWORD now = script_->conditions.load();
    const std::lock_guard guard(script_->lock);
    if (!script_->incoming.empty() || !script_->arrivals.empty()) now |= WOSA_READY_READ | WOSA_READY_DATA;
    return now & conditions;
  }
  std::size_t unsent() const noexcept override {
    const Observing observing(*this);
    return script_->unsent ? script_->unsent() : 0;
  }
  Result<std::size_t> readable_bytes() const override {
    const Observing observing(*this);
    if (script_->readable_bytes) return script_->readable_bytes();
    const std::lock_guard guard(script_->lock);
    return script_->incoming.size();
  }
  bool worth_spinning() const noexcept override {
    const Observing observing(*this);
    return script_->worth_spinning && script_->worth_spinning();
  }
  int descriptor() const noexcept override { return script_->descriptor; }
  void descriptor_moved(int descriptor) noexcept override {
    if (script_->follows) script_->descriptor = descriptor;
  }
  short poll_events(DWORD conditions) const noexcept override {
    return script_->poll_events ? script_->poll_events(conditions) : Endpoint::poll_events(conditions);
  }

  Result<void> option_changed(int name, DWORD value) override {
    const Alone alone(*this, control_, "option_changed");
    return script_->option_changed ? script_->option_changed(name, value) : Result<void>();
  }
  Result<std::size_t> get_option(int level, int name, std::span<std::byte> value) const override {
    const Observing observing(*this);
    if (script_->get_option) return script_->get_option(level, name, value);
    return failure(WSAENOPROTOOPT);
  }
  Result<void> set_option(int level, int name, std::span<const std::byte> value) override {
    const Alone alone(*this, control_, "set_option");
    if (script_->set_option) return script_->set_option(level, name, value);
    return failure(WSAENOPROTOOPT);
  }
  Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out) override {
    const Alone alone(*this, control_, "ioctl");
    if (script_->ioctl) return script_->ioctl(code, in, out);
    return failure(WSAEOPNOTSUPP);
  }

 private:
  using Group = std::atomic<int>;

  // The only call of its group at this time.
  class Alone {
   public:
    Alone(ScriptEndpoint& endpoint, Group& group, const char* name) : group_(group) {
      if (group_.fetch_add(1) != 0) stage().fault(std::string("two threads in the group of ") + name);
      if (endpoint.script_->closes != 0) stage().fault(std::string(name) + " after close");
      const std::lock_guard guard(endpoint.script_->lock);
      endpoint.script_->calls.emplace_back(name);
    }
    ~Alone() { group_.fetch_sub(1); }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

   private:
    Group& group_;
  };

  class Observing {
   public:
    explicit Observing(const ScriptEndpoint& endpoint) : group_(endpoint.observing_) {
      group_.fetch_add(1);
      if (endpoint.script_->closes != 0) stage().fault("an observer after close");
    }
    ~Observing() { group_.fetch_sub(1); }
    Observing(const Observing&) = delete;
    Observing& operator=(const Observing&) = delete;

   private:
    Group& group_;
  };

  Result<std::size_t> take(Buffers data) {
    const std::lock_guard guard(script_->lock);
    script_->outgoing += text_of(data);
    return data.size();
  }

  const std::shared_ptr<Script> script_;
  Group sending_{0};
  Group receiving_{0};
  Group control_{0};
  mutable Group observing_{0};
};

class ScriptTransport final : public spi::Transport {
 public:
  explicit ScriptTransport(const spi::Environment& environment) : Transport(environment) {}

  Result<std::unique_ptr<Endpoint>> open(const spi::SocketRequest& request) override {
    Stage& shared = stage();
    if (shared.open) return shared.open(request);
    std::shared_ptr<Script> script;
    {
      const std::lock_guard guard(shared.lock);
      if (!shared.next.empty()) {
        script = shared.next.front();
        shared.next.pop_front();
      }
    }
    if (script == nullptr) script = std::make_shared<Script>();
    return make_endpoint(std::move(script));
  }
  bool survives_fork() const noexcept override { return stage().survives_fork; }
};

// Overrides nothing but what it must.
class BareEndpoint final : public Endpoint {
 public:
  DWORD ready(DWORD) const noexcept override { return 0; }
};

class BareTransport final : public spi::Transport {
 public:
  explicit BareTransport(const spi::Environment& environment) : Transport(environment) {}
  Result<std::unique_ptr<Endpoint>> open(const spi::SocketRequest&) override {
    return std::make_unique<BareEndpoint>();
  }
};

class StillbornTransport final : public spi::Transport {
 public:
  explicit StillbornTransport(const spi::Environment& environment) : Transport(environment) {
    if (stage().in_constructor) stage().in_constructor();
  }
  Result<std::unique_ptr<Endpoint>> open(const spi::SocketRequest&) override { return nullptr; }
};

}  // namespace

std::unique_ptr<Endpoint> make_endpoint(std::shared_ptr<Script> script) {
  return std::make_unique<ScriptEndpoint>(std::move(script));
}

WOSA_SPI_PROVIDER(script_WSPStartup, L"A transport that follows a script", ScriptTransport, ScriptEndpoint)
WOSA_SPI_PROVIDER(bare_WSPStartup, L"A transport without handlers", BareTransport, BareEndpoint)
WOSA_SPI_PROVIDER(stillborn_WSPStartup, L"A transport that cannot be made", StillbornTransport,
                  ScriptEndpoint)

}  // namespace wosa::test

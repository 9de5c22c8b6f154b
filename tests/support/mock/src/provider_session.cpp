// SPDX-License-Identifier: MIT
#include "wosa/mock/provider_session.hpp"

#include <unistd.h>
#include <windows.h>
#include <winsock2.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>

#include "wosa/mock/manifest.hpp"

namespace wosa::mock {

namespace {

namespace fs = std::filesystem;

// The GUID of mock.json.
constexpr GUID kProvider{0x09fc7cc6, 0xc400, 0x420d, {0xae, 0x2b, 0x2d, 0xf3, 0x15, 0x6e, 0x55, 0x98}};

// The temporary folder of this process; a child of a fork leaves it to its parent.
class CatalogFolder {
 public:
  CatalogFolder() {
    std::string pattern = (fs::temp_directory_path() / "wosa-mock-").string() + std::string(6, 'X');
    if (mkdtemp(pattern.data()) == nullptr)
      throw std::runtime_error("wosa::mock: no temporary folder can be made in " + pattern);
    path_ = pattern;
    fs::create_directory(path_ / "providers.d");
  }
  ~CatalogFolder() {
    std::error_code ignored;
    if (getpid() == owner_) fs::remove_all(path_, ignored);
  }
  CatalogFolder(const CatalogFolder&) = delete;
  CatalogFolder& operator=(const CatalogFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] fs::path manifest() const { return path_ / "providers.d" / "50-mock.json"; }

 private:
  pid_t owner_ = getpid();
  fs::path path_;
};

const CatalogFolder& folder() {
  static const CatalogFolder the_folder;
  return the_folder;
}

// An environment variable with another value for a while.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = getenv(name); before != nullptr) before_ = before;
    setenv(name, value, 1);
  }
  ~Variable() {
    if (before_) {
      setenv(name_, before_->c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

// Where the catalog says that the provider's library is; nothing where it does not have the provider. Asking
// makes the runtime read the catalog again.
std::optional<std::wstring> library_path() {
  GUID provider = kProvider;
  std::wstring path(4096, L'\0');
  INT length = static_cast<INT>(path.size());
  INT error = 0;
  if (WSCGetProviderPath(&provider, path.data(), &length, &error) != 0) return std::nullopt;
  return std::wstring(path.c_str());
}

class Manifest {
 public:
  Manifest() { std::ofstream(folder().manifest()) << kManifest; }
  ~Manifest() {
    std::error_code ignored;
    fs::remove(folder().manifest(), ignored);
  }
  Manifest(const Manifest&) = delete;
  Manifest& operator=(const Manifest&) = delete;
};

// What is undone last: the catalog is read again when the manifest and the variables are gone.
struct CatalogRead {
  CatalogRead() = default;
  ~CatalogRead() { library_path(); }
  CatalogRead(const CatalogRead&) = delete;
  CatalogRead& operator=(const CatalogRead&) = delete;
};

WOSA_MOCK_SET_PROCEDURES load_setter() {
  const auto path = library_path();
  if (!path) {
    throw std::runtime_error(
        "wosa::mock: this process's catalog has been read from another folder already; call "
        "wosa::mock::prepare_catalog() before the first WSAStartup");
  }
  // Loaded for the life of the process, as the runtime will have it.
  const HMODULE library = LoadLibraryW(path->c_str());
  const auto setter = library == nullptr ? nullptr : GetProcAddress(library, "wosa_mock_set_procedures");
  if (setter == nullptr) {
    throw std::runtime_error("wosa::mock: " + fs::path(*path).string() + " cannot be loaded, error " +
                             std::to_string(GetLastError()));
  }
  return reinterpret_cast<WOSA_MOCK_SET_PROCEDURES>(reinterpret_cast<void*>(setter));
}

class Interface {
 public:
  explicit Interface(Procedures& procedures) : set_(load_setter()) {
    if (const INT error = set_(&procedures); error != 0)
      throw std::runtime_error("wosa::mock: the interface cannot be set, error " + std::to_string(error));
  }
  ~Interface() { set_(nullptr); }
  Interface(const Interface&) = delete;
  Interface& operator=(const Interface&) = delete;

 private:
  WOSA_MOCK_SET_PROCEDURES set_;
};

struct Startup {
  Startup() {
    WSADATA data;
    if (const int error = WSAStartup(MAKEWORD(2, 2), &data); error != 0)
      throw std::runtime_error("wosa::mock: WSAStartup failed with " + std::to_string(error));
  }
  ~Startup() { WSACleanup(); }
  Startup(const Startup&) = delete;
  Startup& operator=(const Startup&) = delete;
};

}  // namespace

void prepare_catalog() { setenv("WOSA_CATALOG", folder().path().c_str(), 1); }

struct ProviderSession::Parts {
  explicit Parts(Procedures& procedures) : interface(procedures) {}

  CatalogRead read;
  Variable catalog{"WOSA_CATALOG", folder().path().c_str()};
  Variable providers{"WOSA_PROVIDERS", "mock"};
  Manifest manifest;
  Interface interface;
  Startup startup;
};

ProviderSession::ProviderSession(Procedures& procedures) : parts_(std::make_unique<Parts>(procedures)) {}
ProviderSession::~ProviderSession() = default;

}  // namespace wosa::mock

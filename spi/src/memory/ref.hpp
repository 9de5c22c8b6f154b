// SPDX-License-Identifier: MIT
#pragma once

// Shared ownership by a count inside the object. (std::shared_ptr would export symbols of the standard
// library from every plug-in, and share one of its statics among them.)

#include <atomic>
#include <cstdint>
#include <utility>

namespace wosa::spi::memory {

template <typename T>
class Ref;

/// What Ref counts with; a base of T.
template <typename T>
class Counted {
 public:
  Counted() noexcept = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 protected:
  ~Counted() = default;

 private:
  friend class Ref<T>;
  std::atomic<std::uint32_t> owners_{1};
};

/// One of the owners of an object, or empty. The last one destroys it; copies may be made and dropped by
/// different threads at once, one Ref is used by one thread at a time.
template <typename T>
class Ref {
 public:
  Ref() noexcept = default;
  template <typename... Arguments>
  static Ref make(Arguments&&... arguments) {
    return Ref(new T(std::forward<Arguments>(arguments)...));
  }

  Ref(const Ref& other) noexcept : object_(other.object_) {
    if (object_ != nullptr) object_->Counted<T>::owners_.fetch_add(1, std::memory_order_relaxed);
  }
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    swap(other);
    return *this;
  }
  ~Ref() {
    if (object_ != nullptr && object_->Counted<T>::owners_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete object_;
  }

  void reset() noexcept { Ref().swap(*this); }
  void swap(Ref& other) noexcept { std::swap(object_, other.object_); }
  T* get() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  T* operator->() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  friend bool operator==(const Ref& ref, std::nullptr_t) noexcept { return ref.object_ == nullptr; }

 private:
  explicit Ref(T* object) noexcept : object_(object) {}

  T* object_ = nullptr;
};

}  // namespace wosa::spi::memory

// SPDX-License-Identifier: Apache-2.0
// libarchive's reader while it reads one archive. Only this file calls libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>

#include "inventory/archive_input.hpp"
#include "inventory/libarchive.hpp"
#include "inventory/utf8_locale.hpp"

namespace platlint {

/// The input of libarchive. An exception in a callback is kept until libarchive has returned.
struct ArchiveCallbacks {
  ArchiveInput& input;
  std::exception_ptr thrown;
};

class ArchiveHandle {
 public:
  /// `input` and `limits` must outlive it.
  ArchiveHandle(ArchiveInput& input, const ArchiveLimits& limits);

  void choose_packed();   ///< a compression, with its contents as one member
  void choose_ordered();  ///< formats that are read from the front, or anything else as one member
  void choose_seeking();  ///< formats that need seeking

  /// False: the archive is empty. Throws Unreadable, as all functions that read do.
  bool open();

  /// Null at the end.
  archive_entry* next();

  /// Bytes of the member; fewer only at its end.
  std::size_t read(std::span<std::byte> into);

  void skip_rest();  ///< of the member

  /// Is this the first archive in the input?
  bool is_first() const { return start_ == 0; }

  /// Moves the input to the first byte after the archive.
  void leave() { callbacks_.input.go_to(start_ + count(-1)); }

  bool is_raw() const;  ///< one member with any contents; known after the first member
  bool is_tar() const { return is_of(ARCHIVE_FORMAT_TAR); }
  bool is_cpio() const { return is_of(ARCHIVE_FORMAT_CPIO); }
  bool is_compressed() const { return archive_filter_count(handle_.get()) > 1; }

 private:
  bool is_of(int family) const { return (archive_format(handle_.get()) & ARCHIVE_FORMAT_BASE_MASK) == family; }
  bool holds_nothing() const;
  std::uint64_t count(int filter) const;
  void check(int result);

  Utf8Locale names_are_utf8_;
  ArchiveCallbacks callbacks_;
  std::uint64_t start_;
  const ArchiveLimits& limits_;
  std::unique_ptr<archive, decltype(&archive_read_free)> handle_;
};

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
// libarchive's reader, as long as it reads one archive. No other file knows how it is driven.
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

/// Where libarchive gets its bytes. What is thrown in a callback waits until libarchive has returned.
struct ArchiveCallbacks {
  ArchiveInput& input;
  std::exception_ptr thrown;
};

class ArchiveHandle {
 public:
  /// `input` and `limits` must outlive it.
  ArchiveHandle(ArchiveInput& input, const ArchiveLimits& limits);

  void choose_packed();   ///< a compression, and what comes out of it as one member
  void choose_ordered();  ///< what is read from its front, or anything as one member
  void choose_seeking();  ///< what is read to and fro

  /// False: there is nothing in it. Throws Unreadable, as all that read do.
  bool open();

  /// Null at the end.
  archive_entry* next();

  /// Bytes of the member; fewer at its end only.
  std::size_t read(std::span<std::byte> into);

  void skip_rest();  ///< of the member

  /// Does the input begin with it?
  bool is_first() const { return start_ == 0; }

  /// To the first byte that is not the archive's own.
  void leave() { callbacks_.input.go_to(start_ + count(-1)); }

  bool is_raw() const;  ///< one member, whatever it holds: known with the first member
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

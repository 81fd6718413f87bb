// SPDX-License-Identifier: Apache-2.0
#include "inventory/containers/squashfs.hpp"

#include "text/words.hpp"

#ifdef PLATLINT_SQUASHFS
#include <sqfs/compressor.h>
#include <sqfs/data_reader.h>
#include <sqfs/dir.h>
#include <sqfs/dir_reader.h>
#include <sqfs/error.h>
#include <sqfs/inode.h>
#include <sqfs/io.h>
#include <sqfs/super.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "inventory/containers/fields.hpp"
#include "inventory/containers/range_stream.hpp"
#endif

namespace platlint {

bool is_squashfs(std::span<const std::byte> head) {
  return text::as_text(head).starts_with("hsqs");
}

#ifndef PLATLINT_SQUASHFS

bool reads_squashfs() {
  return false;
}

void read_squashfs(const Source&, std::uint64_t, const OnMember&) {
  throw Unreadable("a squashfs image, which this build of platlint cannot read");
}

#else

namespace {

struct Destroy {
  void operator()(void* object) const { sqfs_destroy(object); }
};
struct Free {
  void operator()(void* memory) const { sqfs_free(memory); }
};
template <typename T>
using Object = std::unique_ptr<T, Destroy>;
using Inode = std::unique_ptr<sqfs_inode_generic_t, Free>;
using DirectoryEntry = std::unique_ptr<sqfs_dir_entry_t, Free>;

constexpr std::size_t most_path = 4096;

Unreadable failure(int code) {
  switch (code) {
    case SQFS_ERROR_ALLOC:
      return damaged("its tables do not fit into memory");
    case SQFS_ERROR_IO:
    case SQFS_ERROR_OUT_OF_BOUNDS:
      return damaged("a part of it lies behind its end");
    case SQFS_ERROR_COMPRESSOR:
      return damaged("invalid compressed data");
    case SQFS_ERROR_UNSUPPORTED:
      return damaged("a squashfs image of an unknown kind, or of an unknown compression");
    default:
      return damaged("a damaged squashfs image");
  }
}

void require_success(int code) {
  if (code < 0) throw failure(code);
}

// libsquashfs's view of a Source; libsquashfs may copy it.
struct File {
  sqfs_file_t base;  // first, so that a pointer to it is also a pointer to this struct
  const Source* source;

  static int read_at(sqfs_file_t* file, sqfs_u64 offset, void* buffer, size_t size) {
    const Source& source = *reinterpret_cast<File*>(file)->source;
    if (!holds(source, {offset, size})) return SQFS_ERROR_OUT_OF_BOUNDS;
    try {
      return source.read(offset, {static_cast<std::byte*>(buffer), size}) == size ? 0 : SQFS_ERROR_IO;
    } catch (const Unreadable&) {
      return SQFS_ERROR_IO;
    }
  }
  static int write_at(sqfs_file_t*, sqfs_u64, const void*, size_t) { return SQFS_ERROR_UNSUPPORTED; }
  static int truncate(sqfs_file_t*, sqfs_u64) { return SQFS_ERROR_UNSUPPORTED; }
  static sqfs_u64 size(const sqfs_file_t* file) { return reinterpret_cast<const File*>(file)->source->size(); }
  static void destroy(sqfs_object_t* object) { delete reinterpret_cast<File*>(object); }
  static sqfs_object_t* copy(const sqfs_object_t* object) {
    File* const made = new (std::nothrow) File(*reinterpret_cast<const File*>(object));
    return reinterpret_cast<sqfs_object_t*>(made);
  }

  static Object<sqfs_file_t> make(const Source& source) {
    File* const file = new File{{{destroy, copy}, read_at, write_at, size, truncate}, &source};
    return Object<sqfs_file_t>(&file->base);
  }
};

class FileStream : public Stream {
 public:
  FileStream(sqfs_data_reader_t* data, const sqfs_inode_generic_t* inode, std::uint64_t size)
      : data_(data), inode_(inode), size_(size) {}

  std::size_t read(std::span<std::byte> into) override {
    constexpr std::uint64_t most_at_once = std::uint64_t{1} << 24;
    std::size_t done = 0;
    while (done < into.size() && at_ < size_) {
      const std::uint64_t count = std::min({std::uint64_t{into.size() - done}, size_ - at_, most_at_once});
      const sqfs_s32 got = sqfs_data_reader_read(data_, inode_, at_, into.data() + done, static_cast<sqfs_u32>(count));
      require_success(got);
      if (got == 0) throw shorter();
      done += static_cast<std::size_t>(got);
      at_ += static_cast<std::uint64_t>(got);
    }
    return done;
  }

 private:
  sqfs_data_reader_t* data_;
  const sqfs_inode_generic_t* inode_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
};

Member::Kind kind_of(std::uint16_t type) {
  switch (type) {
    case SQFS_INODE_FILE:
    case SQFS_INODE_EXT_FILE:
      return Member::Kind::file;
    case SQFS_INODE_SLINK:
    case SQFS_INODE_EXT_SLINK:
      return Member::Kind::link;
    default:
      return Member::Kind::other;
  }
}

class Image {
 public:
  Image(const Source& source, std::uint64_t most, const OnMember& found)
      : source_(source), most_(most), found_(found), file_(File::make(source)) {
    require_success(sqfs_super_read(&super_, file_.get()));
    require_range(source, {0, super_.bytes_used});
    // libsquashfs allocates 16 bytes for each fragment that the header claims; each real fragment has at least a byte
    // in the image.
    if (super_.fragment_entry_count > super_.bytes_used) throw damaged("more fragments than bytes");
    sqfs_compressor_config_t config{};
    require_success(sqfs_compressor_config_init(&config, static_cast<SQFS_COMPRESSOR>(super_.compression_id),
                                                super_.block_size, SQFS_COMP_FLAG_UNCOMPRESS));
    sqfs_compressor_t* compressor = nullptr;
    require_success(sqfs_compressor_create(&config, &compressor));
    compressor_.reset(compressor);
    if ((super_.flags & SQFS_FLAG_COMPRESSOR_OPTIONS) != 0)
      require_success(compressor_->read_options(compressor_.get(), file_.get()));
    directories_.reset(sqfs_dir_reader_create(&super_, compressor_.get(), file_.get(), 0));
    data_.reset(sqfs_data_reader_create(file_.get(), super_.block_size, compressor_.get(), 0));
    if (!directories_ || !data_) throw std::bad_alloc();
    require_success(sqfs_data_reader_load_fragment_table(data_.get(), &super_));
  }

  void read() {
    sqfs_inode_generic_t* root = nullptr;
    require_success(sqfs_dir_reader_get_root_inode(directories_.get(), &root));
    pending_.push_back({"", Inode(root)});
    while (!pending_.empty()) {
      const Directory directory = std::move(pending_.back());
      pending_.pop_back();
      read_directory(directory);
    }
  }

 private:
  struct Directory {
    std::string path;  // with '/' at its end, except for the root
    Inode inode;
  };

  // A directory that contains itself ends at the longest path.
  void read_directory(const Directory& directory) {
    require_success(sqfs_dir_reader_open_dir(directories_.get(), directory.inode.get(), 0));
    for (;;) {
      sqfs_dir_entry_t* read = nullptr;
      const int more = sqfs_dir_reader_read(directories_.get(), &read);
      const DirectoryEntry entry(read);
      require_success(more);
      if (more > 0) return;
      if (count_++ == most_) throw over_limit(most_, "entries");
      sqfs_inode_generic_t* node = nullptr;
      require_success(sqfs_dir_reader_get_inode(directories_.get(), &node));
      Inode inode(node);
      std::string path = directory.path;
      path.append(reinterpret_cast<const char*>(entry->name), std::size_t{entry->size} + 1);
      if (path.size() > most_path) throw damaged("a path of more than 4096 bytes");
      const std::uint16_t type = inode->base.type;
      if (type == SQFS_INODE_DIR || type == SQFS_INODE_EXT_DIR) {
        pending_.push_back({path + "/", std::move(inode)});
      } else {
        give(path, *inode);
      }
    }
  }

  void give(const std::string& path, const sqfs_inode_generic_t& inode) {
    Member member;
    member.name = path;
    member.kind = kind_of(inode.base.type);
    member.mode = inode.base.mode & 07777U;
    if (member.kind == Member::Kind::link)
      member.link.assign(reinterpret_cast<const char*>(inode.extra), inode.data.slink.target_size);
    if (member.kind == Member::Kind::file) {
      sqfs_u64 size = 0;
      require_success(sqfs_inode_get_file_size(&inode, &size));
      member.size = size;
      FileStream bytes(data_.get(), &inode, size);
      found_(member, bytes);
    } else {
      found_(member, *stream_of(source_, {}));
    }
  }

  const Source& source_;
  std::uint64_t most_;
  const OnMember& found_;
  std::uint64_t count_ = 0;
  sqfs_super_t super_{};
  Object<sqfs_file_t> file_;
  Object<sqfs_compressor_t> compressor_;
  Object<sqfs_dir_reader_t> directories_;
  Object<sqfs_data_reader_t> data_;
  std::vector<Directory> pending_;
};

}  // namespace

bool reads_squashfs() {
  return true;
}

void read_squashfs(const Source& source, std::uint64_t most_members, const OnMember& found) {
  Image(source, most_members, found).read();
}

#endif

}  // namespace platlint

// SPDX-License-Identifier: Apache-2.0
// The common parts of visits to a directory and to an archive.
#pragma once

#include <memory>
#include <string>

#include "inventory/inventory.hpp"
#include "inventory/source.hpp"

namespace platlint {

std::unique_ptr<ListedRoot> open_directory(const std::string& path, const Limits& limits, unsigned threads,
                                           bool follow_links);

/// `name`: the name of the file. In a wheel no member is a link.
std::unique_ptr<ListedRoot> open_archive(std::unique_ptr<Source> source, const std::string& name, const Limits& limits);

/// Visits every member of an archive that is inside something else; `prefix` is put before their names ("layer.zip!/").
/// Throws Unreadable if the archive cannot be read. Also throws, at the end, if it holds native code outside of its
/// members.
void visit_members(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit);

/// A root that is one file.
std::unique_ptr<ListedRoot> open_lone_file(std::unique_ptr<Source> source, std::string name);

/// Visits a file with random access: containers are opened, and everything else is passed to `visit`.
void visit_source(const Source& source, const std::string& path, Budget& budget, const Visit& visit);

}  // namespace platlint

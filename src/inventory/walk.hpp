// SPDX-License-Identifier: Apache-2.0
// What the visits of a directory and of an archive share.
#pragma once

#include <memory>
#include <string>

#include "inventory/inventory.hpp"
#include "inventory/source.hpp"

namespace platlint {

std::unique_ptr<ListedRoot> open_directory(const std::string& path, const Limits& limits, unsigned threads,
                                           bool follow_links);

/// `name`: that of the file. In a wheel no member is a link.
std::unique_ptr<ListedRoot> open_archive(std::unique_ptr<Source> source, const std::string& name, const Limits& limits);

/// Visits every member of an archive that stands inside something else; `prefix` comes before their names
/// ("layer.zip!/"). Throws Unreadable where it is no readable archive, and in the end where native code is in it that
/// is no member's.
void visit_members(const Source& source, const std::string& prefix, int depth, Budget& budget, const Visit& visit);

/// A root that is one file.
std::unique_ptr<ListedRoot> open_lone_file(std::unique_ptr<Source> source, std::string name);

/// Visits a file whose bytes are there at once: containers are entered, all else is handed to `visit`.
void visit_source(const Source& source, const std::string& path, Budget& budget, const Visit& visit);

}  // namespace platlint

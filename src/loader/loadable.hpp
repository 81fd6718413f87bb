// SPDX-License-Identifier: Apache-2.0
// Decides which images of a file a target's loader would take, by their headers alone.
#pragma once

#include <vector>

#include "platlint/deployment.hpp"

namespace platlint {

/// Would the target's loader load this image at all? It does not load objects, static archives and debug companions. It
/// does not load code for something other than the CPU (BPF, CUDA, firmware). Any .NET runtime takes IL, so that does
/// not concern the loader. A WebAssembly module may also be a program's data: then its name does not promise native
/// code.
bool concerns_loader(const Artifact& image, const Entry& entry);

/// All images that matter to a loader; empty if the entry does not concern a loader.
std::vector<const Artifact*> concerned_images(const Subject& subject);

/// Code for a kernel or a graphics processor.
bool runs_on_no_cpu(Architecture architecture);

/// An ELF file that names no system is Linux's unless a note says otherwise (System V gABI, EI_OSABI).
System system_of(const Artifact& image);

/// Does code for `image` run if `wanted` is needed?
bool serves(const Artifact& image, Architecture wanted, const Target& target);

/// Do the two systems take each other's binaries? Unknown is no evidence; wrong-libc reports a Linux kernel with
/// another libc.
bool same_system(const Artifact& image, const Target& target);

/// The same for C libraries.
bool same_libc(const Artifact& image, const Target& target);

/// The images of the entry in the target's format and for its architecture.
std::vector<const Artifact*> matching_images(const Subject& subject);

/// The images among them that the target's loader would pick: not those of another system, which are not examined
/// further.
std::vector<const Artifact*> loaded_images(const Subject& subject);

}  // namespace platlint

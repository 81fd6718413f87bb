// SPDX-License-Identifier: Apache-2.0
// The names that the library exports: everything else in it is hidden.
#pragma once

/// The release of these headers. program_version() returns the release of the library.
#define PLATLINT_VERSION_MAJOR 0
#define PLATLINT_VERSION_MINOR 2
#define PLATLINT_VERSION_PATCH 0

/// Marks a function or class of the interface. The library is compiled with hidden visibility: nothing can link to a
/// name without this mark.
#if defined(_WIN32) && defined(PLATLINT_BUILDS_LIBRARY)
#define PLATLINT_API __declspec(dllexport)
#elif defined(__GNUC__)
#define PLATLINT_API __attribute__((visibility("default")))
#else
#define PLATLINT_API
#endif

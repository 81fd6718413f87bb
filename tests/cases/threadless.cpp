// SPDX-License-Identifier: Apache-2.0
// LD_PRELOAD puts it before the C library. Then no thread can start, as for a user who has as many as are allowed.
#include <pthread.h>

#include <cerrno>

extern "C" int pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*) {
  return EAGAIN;
}

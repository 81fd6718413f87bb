/* SPDX-License-Identifier: Apache-2.0
   What a small extension module does: calls into the C library, and offers its init function. No headers, so that every
   target compiles it. */
typedef __SIZE_TYPE__ size_t;

void *malloc(size_t size);
void *memcpy(void *to, const void *from, size_t size);

void *demo_copy(const void *from, size_t size) { return memcpy(malloc(size), from, size); }

#ifdef THREADS /* moved from libpthread.so.0 into libc.so.6, under a new version, by glibc 2.34 */
int pthread_create(void *thread, const void *attributes, void *(*run)(void *), void *argument);
static void *demo_run(void *argument) { return argument; }
int demo_start(void *thread) { return pthread_create(thread, 0, demo_run, 0); }
#endif

#ifdef NAMES /* pointers to data of the same file: relative relocations */
static const char *const names[] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};
const char *demo_name(unsigned index) { return *(const char *const volatile *)&names[index & 7]; }
#endif

#ifdef MODULE
void *PyInit_demo(void) { return 0; }
#endif

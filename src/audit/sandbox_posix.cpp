// SPDX-License-Identifier: Apache-2.0
#include "audit/sandbox.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <initializer_list>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifdef PLATLINT_SECCOMP
#include <cerrno>

#include <seccomp.h>
#endif

namespace platlint {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

void limit(int resource, std::uint64_t most) {
  const rlimit both{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  setrlimit(static_cast<decltype(RLIMIT_AS)>(resource), &both);
}

// The address space that the process already uses: /proc/self/statm, first number, in pages (proc(5)).
std::uint64_t used_memory() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void be_quiet() {
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, standard);
  close(nowhere);
}

#ifdef PLATLINT_SECCOMP
// The calls that reading, allocating, answering and ending need, in glibc and in musl. All others fail with EPERM.
void allow_reading_only(int answers) {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return;
  for (const int call :
       {SCMP_SYS(read),         SCMP_SYS(pread64),     SCMP_SYS(readv),         SCMP_SYS(close),
        SCMP_SYS(lseek),        SCMP_SYS(_llseek),     SCMP_SYS(fstat),         SCMP_SYS(fstat64),
        SCMP_SYS(newfstatat),   SCMP_SYS(fstatat64),   SCMP_SYS(lstat),         SCMP_SYS(lstat64),
        SCMP_SYS(stat),         SCMP_SYS(stat64),      SCMP_SYS(statx),         SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),   SCMP_SYS(getdents),    SCMP_SYS(getdents64),    SCMP_SYS(getcwd),
        SCMP_SYS(mmap),         SCMP_SYS(mmap2),       SCMP_SYS(munmap),        SCMP_SYS(mremap),
        SCMP_SYS(mprotect),     SCMP_SYS(madvise),     SCMP_SYS(brk),           SCMP_SYS(futex),
        SCMP_SYS(getpid),       SCMP_SYS(gettid),      SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
        SCMP_SYS(getrandom),    SCMP_SYS(sched_yield), SCMP_SYS(exit),          SCMP_SYS(exit_group)}) {
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  }
  // Writing is only allowed to this descriptor, not to others that the process has open.
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                   scmp_arg_cmp{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(answers), 0});
  // abort(3) ends the process itself, and no other: glibc by tgkill, musl by tkill. A worker has one thread.
  const scmp_arg_cmp itself{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()), 0};
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, itself);
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tkill), 1, itself);
  constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, scmp_arg_cmp{2, SCMP_CMP_MASKED_EQ, writing, O_RDONLY});
  seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, scmp_arg_cmp{1, SCMP_CMP_MASKED_EQ, writing, O_RDONLY});
  seccomp_load(filter);  // a kernel without seccomp refuses; then only the limits above hold
  seccomp_release(filter);
}
#endif

// A program's own response to a signal (a crash report, the summary of a test run) must not run in a worker.
void forget_handlers() {
  for (const int signal : {SIGABRT, SIGHUP, SIGINT, SIGQUIT, SIGTERM}) std::signal(signal, SIG_DFL);
  if (sanitized) return;  // the sanitizers report these
  for (const int signal : {SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP}) std::signal(signal, SIG_DFL);
}

}  // namespace

void enter_sandbox(std::uint64_t memory, [[maybe_unused]] int answers) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  limit(RLIMIT_CORE, 0);
  // Pipes are not files. A write fails, and ends nothing: under qemu-user, a read of /proc/self/auxv first writes a
  // file. libdeflate reads it on arm64.
  limit(RLIMIT_FSIZE, 0);
  forget_handlers();
  std::signal(SIGXFSZ, SIG_IGN);
  // The sanitizers reserve terabytes, report on standard error, and make more system calls than we do.
  if (sanitized) return;
  limit(RLIMIT_AS, used_memory() + memory);
  be_quiet();
#ifdef PLATLINT_SECCOMP
  allow_reading_only(answers);
#endif
}

}  // namespace platlint

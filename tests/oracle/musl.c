// SPDX-License-Identifier: Apache-2.0
// Opens each path of its standard input with musl's loader, in a process of its own. Prints "loads" or "refused", the
// path, and what else was mapped or why not, with tabs between.
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char tree[] = "/oracle/tree/";
enum { longest = 65536, seconds = 60 };

static void print_mapped(void) {
  static char line[longest];
  FILE* const maps = fopen("/proc/self/maps", "r");
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    char* const path = strstr(line, tree);
    if (path == NULL) continue;
    path[strcspn(path, "\n")] = '\0';
    printf("\t%s", path + strlen(tree));
  }
}

static void open_one(const char* path) {
  alarm(seconds);
  if (dlopen(path, RTLD_NOW | RTLD_LOCAL) != NULL) {
    printf("loads\t%s", path);
    print_mapped();
  } else {
    char* const why = dlerror();
    for (char* at = why; (at = strpbrk(at, "\n\t")) != NULL;) *at = ' ';
    printf("refused\t%s\t%s", path, why);
  }
  printf("\n");
  fflush(stdout);
  _exit(0);
}

int main(void) {
  static char path[longest];
  while (fgets(path, sizeof path, stdin) != NULL) {
    path[strcspn(path, "\n")] = '\0';
    const pid_t process = fork();
    if (process == 0) open_one(path);
    int status = 0;
    waitpid(process, &status, 0);
    if (!WIFSIGNALED(status)) continue;
    printf("refused\t%s\tdied of signal %d\n", path, WTERMSIG(status));
    fflush(stdout);
  }
  return 0;
}

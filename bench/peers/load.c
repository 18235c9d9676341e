/*
 * Makes many established TCP connections on loopback and holds them: the load that the comparisons run under.
 *
 *   load PROCESSES PAIRS [SECONDS]
 *
 * Each process listens on a port of its own at 127.0.0.1 and connects PAIRS times to it; both ends stay open, so there are
 * 2 * PROCESSES * PAIRS sockets. One process cannot hold more than its descriptor limit, and one destination not more
 * connections than there are local ports. Prints "ready N" when all stand, and ends when standard input ends or after SECONDS
 * (default 600). Connections are reset at the end, so that no TIME_WAIT stays behind.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int check(int result, const char *what)
{
    if (result < 0)
        die(what);
    return result;
}

static void reset_on_close(int fd)
{
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    check(setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now), "SO_LINGER");
}

/* One process: its listener, its pairs, one byte to the parent when they stand. */
static void hold(int index, int pairs, int ready, int seconds)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(20000 + index)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int yes = 1, listener = check(socket(AF_INET, SOCK_STREAM, 0), "socket");
    check(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "SO_REUSEADDR");
    check(bind(listener, (struct sockaddr *)&at, sizeof at), "bind");
    check(listen(listener, 128), "listen");
    for (int i = 0; i < pairs; i++) {
        int client = check(socket(AF_INET, SOCK_STREAM, 0), "socket (is the descriptor limit twice PAIRS?)");
        reset_on_close(client);
        check(connect(client, (struct sockaddr *)&at, sizeof at), "connect");
        reset_on_close(check(accept(listener, NULL, NULL), "accept"));
    }
    check(write(ready, "r", 1), "write");
    alarm(seconds);
    for (;;)
        pause();
}

int main(int argc, char **argv)
{
    int processes = argc > 1 ? atoi(argv[1]) : 0, pairs = argc > 2 ? atoi(argv[2]) : 0;
    int seconds = argc > 3 ? atoi(argv[3]) : 600;
    if (processes < 1 || processes > 1000 || pairs < 1 || seconds < 1) {
        fprintf(stderr, "usage: load PROCESSES PAIRS [SECONDS]\n");
        return 2;
    }
    setpgid(0, 0); /* so that the end of this program is not the end of whoever started it */
    struct rlimit files;
    check(getrlimit(RLIMIT_NOFILE, &files), "getrlimit");
    files.rlim_cur = files.rlim_max;
    check(setrlimit(RLIMIT_NOFILE, &files), "setrlimit");
    if (files.rlim_max < 2ul * pairs + 16) {
        fprintf(stderr, "load: %d pairs need %d descriptors in one process; the limit is %lu\n", pairs,
                2 * pairs + 16, (unsigned long)files.rlim_max);
        return 1;
    }
    int ready[2];
    check(pipe(ready), "pipe");
    signal(SIGCHLD, SIG_DFL);
    for (int i = 0; i < processes; i++)
        if (check(fork(), "fork") == 0) {
            close(ready[0]);
            hold(i, pairs, ready[1], seconds);
        }
    close(ready[1]);
    char byte;
    for (int i = 0; i < processes; i++)
        if (read(ready[0], &byte, 1) != 1) {
            fprintf(stderr, "load: a process ended before its connections stood\n");
            kill(0, SIGTERM);
            return 1;
        }
    printf("ready %ld\n", 2l * processes * pairs);
    fflush(stdout);
    struct pollfd input = {.fd = 0, .events = POLLIN};
    while (poll(&input, 1, seconds * 1000) > 0 && read(0, &byte, 1) > 0)
        ;
    signal(SIGTERM, SIG_IGN);
    kill(0, SIGTERM);
    while (wait(NULL) > 0)
        ;
    return 0;
}

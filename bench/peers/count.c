/*
 * Counts every TCP socket of this network namespace the plain way: receives what sock_diag sends, and counts. The yardstick
 * for our own loop.
 *
 *   count [--listen]     every socket, or only listeners; prints how many, and how long it took in microseconds
 */
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buffer[65536] __attribute__((aligned(8)));

static long dump(int fd, int family, unsigned states)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } ask = {
        .header = {.nlmsg_len = sizeof ask, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = family, .sdiag_protocol = IPPROTO_TCP, .idiag_states = states},
    };
    long sockets = 0;
    if (send(fd, &ask, sizeof ask, 0) < 0)
        return -1;
    for (;;) {
        ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got <= 0)
            return -1;
        for (struct nlmsghdr *m = (struct nlmsghdr *)buffer; NLMSG_OK(m, got); m = NLMSG_NEXT(m, got)) {
            if (m->nlmsg_type == NLMSG_DONE)
                return sockets;
            if (m->nlmsg_type == NLMSG_ERROR)
                return -1;
            sockets++;
        }
    }
}

int main(int argc, char **argv)
{
    unsigned states = argc > 1 && strcmp(argv[1], "--listen") == 0 ? 1u << 10 : 0xfffu;
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    long v4 = fd < 0 ? -1 : dump(fd, AF_INET, states), v6 = v4 < 0 ? -1 : dump(fd, AF_INET6, states);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (v6 < 0) {
        fprintf(stderr, "count: %s\n", strerror(errno));
        return 1;
    }
    printf("%ld sockets, %ld us\n", v4 + v6, (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000);
    return 0;
}

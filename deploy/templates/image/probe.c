/*
 * probe URL: exit 0 when an HTTP server on this machine answers 200, else one line on stderr and exit 1.
 *
 * The health check of both application images. They hold no shell, curl or wget, and a second .NET or Node start
 * every second would cost more than the services themselves. It names no host (D6): the address is an IPv4 literal, or
 * localhost, which always means 127.0.0.1 here. Linked statically it runs on glibc, musl and in an empty image.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Shorter than the health check's own timeout, so that the engine shows our reason instead of a kill. */
enum { TIMEOUT_SECONDS = 4, ENOUGH = 4096 };

static void fail(const char *format, ...)
{
    va_list arguments;
    fputs("probe: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static void timed_out(int signal_number)
{
    static const char message[] = "probe: no answer within 4 s\n";
    (void)signal_number;
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(2);
    _exit(1);
}

/* Splits http://address[:port][/path]. */
static void parse(const char *url, char *authority, size_t size, struct sockaddr_in *address, const char **path)
{
    static const char scheme[] = "http://";
    char host[64];
    char *colon, *end;
    long port = 80;

    if (strncmp(url, scheme, sizeof scheme - 1) != 0)
        fail("'%s' is not http://address[:port]/path", url);
    url += sizeof scheme - 1;
    size_t length = strcspn(url, "/");
    if (length == 0 || length >= size || length >= sizeof host)
        fail("the address in the URL is empty or too long");
    memcpy(authority, url, length);
    authority[length] = '\0';
    *path = url[length] == '/' ? url + length : "/";

    strcpy(host, authority);
    if ((colon = strchr(host, ':')) != NULL) {
        *colon = '\0';
        port = strtol(colon + 1, &end, 10);
        if (end == colon + 1 || *end != '\0' || port < 1 || port > 65535)
            fail("'%s' is not a port from 1 to 65535", colon + 1);
    }
    memset(address, 0, sizeof *address);
    address->sin_family = AF_INET;
    address->sin_port = htons((unsigned short)port);
    if (inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &address->sin_addr) != 1)
        fail("'%s' is not an IPv4 address", host);
}

int main(int count, char **arguments)
{
    struct sockaddr_in address;
    const char *path;
    char authority[64], buffer[ENOUGH], request[2048];
    size_t filled = 0;
    ssize_t got;
    int status = 0;

    if (count != 2)
        fail("usage: probe http://127.0.0.1:port/path");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, timed_out);
    alarm(TIMEOUT_SECONDS);

    parse(arguments[1], authority, sizeof authority, &address, &path);
    int length = snprintf(request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: argusai-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n", path, authority);
    if (length < 0 || (size_t)length >= sizeof request)
        fail("the path is too long");

    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server < 0)
        fail("no socket: %s", strerror(errno));
    if (connect(server, (struct sockaddr *)&address, sizeof address) < 0)
        fail("cannot connect to %s: %s", authority, strerror(errno));
    for (int sent = 0; sent < length;) {
        if ((got = write(server, request + sent, (size_t)(length - sent))) < 0)
            fail("cannot send to %s: %s", authority, strerror(errno));
        sent += (int)got;
    }
    while (filled < sizeof buffer - 1 && (got = read(server, buffer + filled, sizeof buffer - 1 - filled)) > 0)
        filled += (size_t)got;
    buffer[filled] = '\0';
    if (sscanf(buffer, "HTTP/1.%*1d %3d", &status) != 1)
        fail("%s did not answer in HTTP", authority);
    if (status == 200)
        return 0;

    /* The reason, where the answer is small: `docker inspect` shows it beside the failed check. */
    char *body = strstr(buffer, "\r\n\r\n");
    for (char *c = body; c != NULL && *c != '\0'; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    fail("%s answered %d%s%.300s", arguments[1], status, body ? ": " : "", body ? body + 4 : "");
}

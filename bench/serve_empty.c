/*
 * The server with a handler that does nothing but answer BYTES bytes: what src/web/server.c costs
 * above the bare library of floor_web. Prints the port and serves until its standard input ends.
 *
 *   serve_empty BYTES [WORKERS]
 */
#include "base/mem.h"
#include "web/http.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *page;
static size_t page_len;

static void
handle(TALLOC_CTX *ctx, void *worker, const struct http_request *request,
    struct http_response *response)
{
	response->fixed = page;
	response->fixed_len = page_len;
}

int
main(int argc, char **argv)
{
	struct http_server_options options = {.handler = handle,
	    .workers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 4,
	    .queue_max = 1000,
	    .connections_per_address = 1000};
	struct http_server *server;
	char end;

	page_len = argc > 1 ? (size_t)strtol(argv[1], NULL, 10) : 1000;
	page = mem_array(NULL, char, page_len + 1);
	memset(page, 'x', page_len);
	if (http_server_start(NULL, &options, &server, NULL) != OK)
		return 2;
	printf("%d\n", http_server_port(server));
	fflush(stdout);
	while (read(0, &end, 1) > 0)
		;
	http_server_stop(server, 1000);
	return 0;
}

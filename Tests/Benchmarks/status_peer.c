/* The least that a program does that answers from a repository: opens it with libgit2 and reads one ref.
 *
 *   cc -O2 -o status_peer status_peer.c $(pkg-config --cflags --libs libgit2)
 *   ./status_peer <repository> <ref>
 */
#include <git2.h>
#include <stdio.h>

static int failed(const char *what)
{
    const git_error *error = git_error_last();
    fprintf(stderr, "%s: %s\n", what, error ? error->message : "unknown");
    return 1;
}

int main(int count, char **arguments)
{
    git_repository *repository = NULL;
    git_oid id;

    if (count != 3) {
        fprintf(stderr, "usage: status_peer <repository> <ref>\n");
        return 64;
    }
    if (git_libgit2_init() < 0)
        return failed("init");
    if (git_repository_open(&repository, arguments[1]) < 0)
        return failed(arguments[1]);
    if (git_reference_name_to_id(&id, repository, arguments[2]) < 0)
        return failed(arguments[2]);
    printf("%s\n", git_oid_tostr_s(&id));
    git_repository_free(repository);
    git_libgit2_shutdown();
    return 0;
}

#include <mimalloc.h>
#include <sqlite3.h>

// What Swift cannot call: macros and functions with a variable number of arguments.

// Of mimalloc, which is linked in place of the C library's allocator. What is freed is soon needed again: given back to the
// system each time, it would be cleared and mapped anew.
static inline void tuning_keep_freed_memory(void) {
#if MI_MALLOC_VERSION >= 210
    mi_option_set(mi_option_purge_delay, -1);
#else
    mi_option_disable(mi_option_allow_decommit);
#endif
}

// SQLite takes a lock to count each allocation, and nobody reads the counts. Before its first use.
static inline void tuning_skip_memory_statistics(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#include <malloc.h>
#include <sqlite3.h>

// What Swift cannot call: macros and functions with a variable number of arguments.

// What is freed is soon needed again: given back to the system each time, it would be cleared and mapped anew.
static inline void tuning_keep_freed_memory(void) {
    // 32 MB is the most that glibc takes; a larger number is refused.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

// SQLite takes a lock to count each allocation, and nobody reads the counts. Before its first use.
static inline void tuning_skip_memory_statistics(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

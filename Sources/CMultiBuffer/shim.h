// Intel's multi-buffer library: SHA-256 of as many messages at once as the processor's vectors have room for.
#define NO_COMPAT_IMB_API_053
#include <intel-ipsec-mb.h>

// What Swift cannot call: macros.

// NULL where there is no memory, or the processor lacks what the library needs.
static inline IMB_MGR *multibuffer_make(void) {
    IMB_MGR *manager = alloc_mb_mgr(0);
    if (manager == NULL) return NULL;
    init_mb_mgr_auto(manager, NULL);
    if (imb_get_errno(manager) == 0) return manager;
    free_mb_mgr(manager);
    return NULL;
}

// SHA-256 of messages that lie one behind the other, each up to its end; their digests one behind the other.
//
// Returns 0 when all are made. A manager works for one thread at a time.
static inline int multibuffer_sha256(
    IMB_MGR *manager, const unsigned char *bytes, const int64_t *ends, int64_t count, unsigned char *digests) {
    int64_t made = 0;
    int64_t start = 0;
    for (int64_t message = 0; message < count; message++) {
        IMB_JOB *job = IMB_GET_NEXT_JOB(manager);
        job->src = bytes + start;
        job->hash_start_src_offset_in_bytes = 0;
        job->msg_len_to_hash_in_bytes = (uint64_t)(ends[message] - start);
        job->auth_tag_output = digests + 32 * message;
        job->auth_tag_output_len_in_bytes = 32;
        job->cipher_mode = IMB_CIPHER_NULL;
        job->cipher_direction = IMB_DIR_ENCRYPT;
        job->hash_alg = IMB_AUTH_SHA_256;
        job->chain_order = IMB_ORDER_HASH_CIPHER;
        start = ends[message];
        for (job = IMB_SUBMIT_JOB(manager); job != NULL; job = IMB_GET_COMPLETED_JOB(manager)) {
            made += job->status == IMB_STATUS_COMPLETED;
        }
    }
    for (IMB_JOB *job = IMB_FLUSH_JOB(manager); job != NULL; job = IMB_FLUSH_JOB(manager)) {
        made += job->status == IMB_STATUS_COMPLETED;
    }
    return made == count ? 0 : -1;
}

// The context of one SHA-256 on the stack: EVP's costs more than hashing a row does.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

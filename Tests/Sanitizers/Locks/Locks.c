// The slow half of Swift's Mutex once more, for the thread sanitizer.
//
// A Mutex that two threads want at once is handed on by libswiftSynchronization and the kernel, which
// the sanitizer does not see: it would call a race what the lock keeps apart. Here the second thread
// tries again until the first is done, by atomic operations that the sanitizer does see. The fast half
// is compiled into every module, and instrumented there.

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

__attribute__((swiftcall)) void waitForMutex(
    uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *owner)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void waitForMutex(
    uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *owner) {
  uint32_t nobody = 0;
  while (!atomic_compare_exchange_weak_explicit(
      owner, &nobody, thread, memory_order_acquire, memory_order_relaxed)) {
    nobody = 0;
    sched_yield();
  }
}

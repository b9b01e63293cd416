// Takes both symbols of mb_giver; has no exit function, so it can never be removed.
#include <linux/init.h>
#include <linux/module.h>

extern int mb_give_all(void);
extern int mb_give_gpl(void);

static int __init taker_init(void) { return mb_give_all() + mb_give_gpl() ? 0 : 1; }
module_init(taker_init);
MODULE_LICENSE("Dual BSD/GPL");
MODULE_FIRMWARE("mb/first.bin");
MODULE_FIRMWARE("mb/second.bin");

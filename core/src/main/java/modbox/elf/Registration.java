package modbox.elf;

/**
 * Something that a module's code registers with the kernel.
 *
 * @param function the kernel function that it calls, such as {@code usb_register_driver}
 * @param name under which it registers
 */
public record Registration(String function, String name) {}

// A USB serial adapter with an FTDI chip: ftdi_sio binds it, a ttyUSB node and its links appear.
import { $, machine, expect } from 'modbox';

const before = machine.modules;
console.log('plugging in a serial adapter');
const adapter = machine.plug('usb-serial-ftdi');
await expect(machine.module('ftdi_sio')).toBeLoaded();
await expect(machine.module('usbserial')).toBeLoaded();
expect(machine.module('usbserial').holders).toContain('ftdi_sio');
const brought = machine.modules.filter((m) => !before.includes(m));
console.log(`modules that came: ${brought.sort().join(' ')}`);

const tty = machine.device('/dev/ttyUSB0');
await expect(tty).toExist();
expect(tty.links.some((l) => l.startsWith('/dev/serial/by-id/usb-FTDI_'))).toBe(true);
console.log(`node: ${tty.node}`);
for (const link of tty.links) console.log(`link: ${link}`);
console.log('what the kernel said:');
console.log(await $`dmesg -t | grep -i ftdi`);
console.log('why ftdi_sio is loaded:');
console.log(await $`why ftdi_sio`);

console.log('unplugging it');
adapter.unplug();
await expect(tty).not.toExist();
expect(machine.find('/dev/serial/by-id/*')).toEqual([]);
await $`rmmod ftdi_sio usbserial`;
expect(machine.module('ftdi_sio').loaded).toBe(false);
const gone = brought.filter((m) => !machine.modules.includes(m));
console.log(`modules that went: ${gone.sort().join(' ')}`);

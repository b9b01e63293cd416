// A USB serial adapter with an FTDI chip: ftdi_sio binds it, a ttyUSB node and its links appear.
import { $, machine, expect } from 'modbox';

const adapter = machine.plug('usb-serial-ftdi');
await expect(machine.module('ftdi_sio')).toBeLoaded();
await expect(machine.module('usbserial')).toBeLoaded();
expect(machine.module('usbserial').holders).toContain('ftdi_sio');

const tty = machine.device('/dev/ttyUSB0');
await expect(tty).toExist();
expect(tty.links.some((l) => l.startsWith('/dev/serial/by-id/usb-FTDI_'))).toBe(true);
console.log(`${tty.node} -> ${tty.links.join(' ')}`);
console.log(await $`dmesg -t | grep -i ftdi`);
console.log(await $`why ftdi_sio`);

adapter.unplug();
await expect(tty).not.toExist();
expect(machine.find('/dev/serial/by-id/*')).toEqual([]);
await $`rmmod ftdi_sio usbserial`;
expect(machine.module('ftdi_sio').loaded).toBe(false);
console.log('unplugged, and the modules are gone');

// The test's hand inside a guest. The kernel's command line says what it does at this boot; without a word for it the
// unit that starts it is skipped, and the machine is left alone.
//
//	hook.cut=GLOB,GLOB  cut the power as soon as a file that matches one of them appears or changes; with
//	  hook.not=NAME,NAME  … and is none of these
//	  hook.bytes=N        … and has at least that size
//	  hook.ms=N           … that much later
//	  hook.running=NAME   … or, without hook.cut, as soon as a program of that name runs; it must still do when the power goes
//	  hook.before=GLOB    … but it is too late once one of these appears or changes
//	  hook.keep           … with all that was written so far on the disk; without it, just what the kernel had written back
//	hook.lock=SECONDS   hold dpkg's lock from now until that long after the packages step has begun
//	hook.fill           fill the disk when the install has begun
//	hook.readonly=DIR   make that folder read-only
//	hook.healthz        say when the kubelet's healthz answers 200 for the first time
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// qemu's isa-debug-exit: a byte here ends the emulator at this very instruction, with exit status 2n+1.
	exitPort = 0xf4
	cutDone  = 42
	tooLate  = 43

	bootwright = "/var/lib/bootwright/"
)

// out writes a byte to an I/O port.
func out(port uint16, value uint8)

func main() {
	arguments := read()
	_, runs := arguments["hook.running"]
	if glob, ok := arguments["hook.cut"]; ok || runs {
		cut(glob, arguments)
	}
	if seconds, ok := arguments["hook.lock"]; ok {
		lock(time.Duration(number(seconds)) * time.Second)
	}
	if _, ok := arguments["hook.fill"]; ok {
		fill()
	}
	if folder, ok := arguments["hook.readonly"]; ok {
		readOnly(folder)
	}
	if _, ok := arguments["hook.healthz"]; ok {
		healthz()
	}
}

func read() map[string]string {
	line, err := os.ReadFile("/proc/cmdline")
	must(err)
	arguments := map[string]string{}
	for _, word := range strings.Fields(string(line)) {
		name, value, _ := strings.Cut(word, "=")
		arguments[name] = value
	}
	return arguments
}

func cut(glob string, arguments map[string]string) {
	// The right to use the port is the thread's.
	runtime.LockOSThread()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOPERM, exitPort, 1, 1); errno != 0 {
		must(errno)
	}
	bytes := number(arguments["hook.bytes"])
	late := news(arguments["hook.before"], "", 0)
	fresh := news(glob, arguments["hook.not"], bytes)
	if program, ok := arguments["hook.running"]; ok {
		fresh = runs(program)
		glob = program
	}
	say("armed for " + glob)
	changes := watch(strings.Split(glob, ","))
	path := fresh()
	for path == "" {
		changes()
		path = fresh()
	}
	time.Sleep(time.Duration(number(arguments["hook.ms"])) * time.Millisecond)
	_, keep := arguments["hook.keep"]
	if keep {
		// Everybody but process 1 and this one: what follows takes time, and nothing may happen meanwhile.
		syscall.Kill(-1, syscall.SIGSTOP)
	}
	code, word := byte(cutDone), "cut at "+path
	if arguments["hook.running"] != "" && fresh() != path {
		code, word = tooLate, "too late at "+path+", which has ended"
	} else if over := late(); over != "" {
		code, word = tooLate, fmt.Sprintf("too late at %s, for %s", path, over)
	}
	say(word)
	if keep {
		syscall.Sync()
	}
	out(exitPort, code)
}

func waitFor(path string) {
	for {
		if _, err := os.Lstat(path); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// say writes to the console and waits until the last byte is out.
func say(text string) {
	console, err := os.OpenFile("/dev/console", os.O_WRONLY|syscall.O_NOCTTY, 0)
	if err != nil {
		return
	}
	defer console.Close()
	fmt.Fprintf(console, "\r\nhook: %s\r\n", text)
	const tcsbrk = 0x5409
	syscall.Syscall(syscall.SYS_IOCTL, console.Fd(), tcsbrk, 1)
}

func number(text string) int64 {
	if text == "" {
		return 0
	}
	value, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return value
}

func must(err error) {
	if err != nil {
		say(err.Error())
		os.Exit(1)
	}
}

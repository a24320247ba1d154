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
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
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

// news gives a function that names a file which has appeared or changed since news was called.
func news(glob, not string, bytes int64) func() string {
	ignored := map[string]bool{}
	for _, name := range strings.Split(not, ",") {
		ignored[name] = true
	}
	look := func() map[string]string {
		seen := map[string]string{}
		var paths []string
		for _, one := range strings.Split(glob, ",") {
			matches, _ := filepath.Glob(one)
			paths = append(paths, matches...)
		}
		for _, path := range paths {
			info, err := os.Lstat(path)
			if err != nil || info.Size() < bytes || strings.HasSuffix(path, ".new") || ignored[filepath.Base(path)] {
				continue
			}
			inode := info.Sys().(*syscall.Stat_t).Ino
			seen[path] = fmt.Sprint(inode, info.ModTime().UnixNano())
		}
		return seen
	}
	known := look()
	return func() string {
		for path, state := range look() {
			if known[path] != state {
				return path
			}
		}
		return ""
	}
}

// runs gives a function that names the process of that name.
func runs(program string) func() string {
	return func() string {
		names, _ := filepath.Glob("/proc/[0-9]*/comm")
		for _, name := range names {
			if comm, _ := os.ReadFile(name); strings.TrimSpace(string(comm)) == program {
				return filepath.Dir(name)
			}
		}
		return ""
	}
}

// watch gives a function that returns when something may have changed in the folders of the globs: at once when a
// folder that is there tells, within 10 ms when a folder has only now appeared.
func watch(globs []string) func() {
	inotify, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	must(err)
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	must(err)
	must(syscall.EpollCtl(epoll, syscall.EPOLL_CTL_ADD, inotify, &syscall.EpollEvent{Events: syscall.EPOLLIN}))
	buffer := make([]byte, 64<<10)
	return func() {
		for _, glob := range globs {
			folders, _ := filepath.Glob(filepath.Dir(glob))
			for _, folder := range folders {
				// A folder that is watched already stays so.
				syscall.InotifyAddWatch(inotify, folder, syscall.IN_CREATE|syscall.IN_MOVED_TO|syscall.IN_MODIFY|syscall.IN_CLOSE_WRITE)
			}
		}
		syscall.EpollWait(epoll, make([]syscall.EpollEvent, 1), 10)
		syscall.Read(inotify, buffer)
	}
}

func lock(after time.Duration) {
	file, err := os.OpenFile("/var/lib/dpkg/lock-frontend", os.O_RDWR|os.O_CREATE, 0o640)
	must(err)
	must(syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &syscall.Flock_t{Type: syscall.F_WRLCK}))
	say("dpkg's lock is taken")
	waitFor(bootwright + "log/packages")
	time.Sleep(after)
	say("dpkg's lock is free")
	file.Close()
}

func fill() {
	waitFor(bootwright + "done/clock")
	file, err := os.Create("/filler")
	must(err)
	size := int64(0)
	for _, step := range []int64{1 << 30, 1 << 26, 1 << 22, 1 << 18, 1 << 14, 1 << 12} {
		for syscall.Fallocate(int(file.Fd()), 0, size, step) == nil {
			size += step
		}
	}
	say(fmt.Sprintf("the disk is full, with %d bytes of ours", size))
}

func readOnly(folder string) {
	must(os.MkdirAll(folder, 0o755))
	must(syscall.Mount(folder, folder, "", syscall.MS_BIND, ""))
	must(syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	say(folder + " is read-only")
}

func healthz() {
	for !isHealthy() {
		time.Sleep(100 * time.Millisecond)
	}
	var now syscall.Timespec
	const monotonic = 1
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, monotonic, uintptr(unsafe.Pointer(&now)), 0)
	say(fmt.Sprintf("healthz answers at %d us", now.Nano()/1000))
}

func isHealthy() bool {
	connection, err := net.DialTimeout("tcp", "127.0.0.1:10248", time.Second)
	if err != nil {
		return false
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprintf(connection, "GET /healthz HTTP/1.0\r\n\r\n")
	answer, _ := io.ReadAll(connection)
	return strings.HasPrefix(string(answer), "HTTP/1.0 200 ")
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

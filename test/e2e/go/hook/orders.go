package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

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

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

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

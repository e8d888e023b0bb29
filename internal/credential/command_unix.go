// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package credential

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// runGroup runs a command in a session, and so in a process group, of its own. If the
// command fails, is cancelled, or leaves a process that holds its output open, the
// whole group is killed. A daemon that has moved to its own session survives.
func runGroup(command *exec.Cmd) error {
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	command.Cancel = func() error { return killGroup(command.Process) }
	err := command.Run()
	if err != nil && command.Process != nil {
		_ = killGroup(command.Process) // usually it is empty
	}
	return err
}

func killGroup(leader *os.Process) error {
	err := syscall.Kill(-leader.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package credential

import (
	"errors"
	"os/exec"

	"golang.org/x/sys/windows"
)

// runGroup runs a command in a job object. If the command fails, is cancelled, or
// leaves a process that holds its output open, every process of the job is killed. A
// process that the command starts before it is assigned to the job survives.
func runGroup(command *exec.Cmd) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(job) }()
	kill := func() error { return errors.Join(windows.TerminateJobObject(job, 1), command.Process.Kill()) }
	command.Cancel = kill
	if err := command.Start(); err != nil {
		return err
	}
	if err := assign(job, command.Process.Pid); err != nil {
		return errors.Join(err, kill(), command.Wait())
	}
	err = command.Wait()
	if err != nil {
		_ = kill() // usually it is empty
	}
	return err
}

func assign(job windows.Handle, pid int) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid)) //nolint:gosec // a process ID of Windows has 32 bits
	if errors.Is(err, windows.ERROR_INVALID_PARAMETER) {                                                         // it has exited
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(process) }()
	if err := windows.AssignProcessToJobObject(job, process); err != nil && !errors.Is(err, windows.ERROR_ACCESS_DENIED) { // it has exited
		return err
	}
	return nil
}

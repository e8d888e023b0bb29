// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package browser

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// repository is where the commands of the story begin.
const repository = "../../.."

// sandbox is a running make sandbox.
type sandbox struct {
	// url is the address that it prints, without the slash at the end.
	url string
	// environment holds the lines to paste.
	environment []string
}

// startSandbox runs make sandbox until the test ends.
func startSandbox(t *testing.T) *sandbox {
	t.Helper()
	command := exec.CommandContext(t.Context(), "make", "sandbox")
	command.Dir = repository
	var complaints bytes.Buffer
	command.Stderr = &complaints
	// make, go run and the simulator are interrupted together, as Ctrl-C does it.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
	printed, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Wait()
		if t.Failed() {
			t.Logf("make sandbox: %s", complaints.String())
		}
	})
	s := readSandbox(t, printed)
	go func() { _, _ = io.Copy(io.Discard, printed) }()
	return s
}

// readSandbox reads what make sandbox prints until its last line.
func readSandbox(t *testing.T, printed io.Reader) *sandbox {
	t.Helper()
	s := &sandbox{}
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "Open "):
			s.url = strings.TrimSuffix(strings.Fields(line)[1], "/")
		case strings.HasPrefix(line, "export "):
			s.environment = append(s.environment, line)
		case strings.HasPrefix(line, "Press Ctrl-C"):
			return s
		}
	}
	t.Fatal("make sandbox ended before it said what to do")
	return nil
}

// shell is a shell in a working directory with a configuration.
type shell struct {
	t         *testing.T
	directory string
	// pasted are the lines that were pasted into it so far.
	pasted []string
}

// newShell returns a shell in a copy of an example, into which the lines are pasted.
func newShell(t *testing.T, example string, lines []string) *shell {
	t.Helper()
	directory := filepath.Join(t.TempDir(), "integration")
	if err := os.CopyFS(directory, os.DirFS(filepath.Join(repository, example))); err != nil {
		t.Fatal(err)
	}
	terraform := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if terraform == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH is not set: run make browser")
	}
	name := "export PATH=" + filepath.Dir(terraform) + ":$PATH"
	return &shell{t: t, directory: directory, pasted: append([]string{name, "export CHECKPOINT_DISABLE=1"}, lines...)}
}

func (s *shell) paste(lines ...string) { s.pasted = append(s.pasted, lines...) }

// run runs a command line and returns what it printed and its exit code.
func (s *shell) run(line string) (output string, exitCode int) {
	s.t.Helper()
	command := exec.CommandContext(s.t.Context(), "bash", "-s")
	command.Dir = s.directory
	command.Stdin = strings.NewReader(strings.Join(append(s.pasted, line), "\n"))
	var printed bytes.Buffer
	command.Stdout, command.Stderr = &printed, &printed
	err := command.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		s.t.Fatalf("%s: %v", line, err)
	}
	return printed.String(), command.ProcessState.ExitCode()
}

// mustRun runs a command line that has to exit with this code.
func (s *shell) mustRun(line string, want int) string {
	s.t.Helper()
	output, exitCode := s.run(line)
	if exitCode != want {
		s.t.Fatalf("%s exits with %d, want %d:\n%s", line, exitCode, want, output)
	}
	return output
}

// write writes a file of the working directory.
func (s *shell) write(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.directory, name), []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

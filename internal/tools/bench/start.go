// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// startUp compares the start of the provider with that of one without anything in it.
type startUp struct {
	Starts   int     `json:"starts"`
	Provider process `json:"provider"`
	Empty    process `json:"empty"`
}

// process is what it takes to start one: medians.
type process struct {
	// HandshakeMS is the time until the plugin handshake, in milliseconds.
	HandshakeMS float64 `json:"handshake_ms"`
	// SchemaMS is the time until it has returned its schema, in milliseconds.
	SchemaMS float64 `json:"schema_ms"`
	// PeakKiB is the most memory that it had in use by then, in KiB.
	PeakKiB float64 `json:"peak_kib"`
}

func measureStart(ctx context.Context, directory string, starts int) (*startUp, error) {
	binaries := map[string]string{}
	for name, program := range map[string]string{"provider": ".", "empty": "./internal/tools/bench/empty"} {
		binaries[name] = filepath.Join(directory, name)
		build := exec.CommandContext(ctx, "go", "build", "-o", binaries[name], program)
		if output, err := build.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("building %s: %w\n%s", program, err, output)
		}
	}
	measured := map[string][]process{}
	for n := range starts + 2 { // the first ones fill the disk's cache
		for _, name := range []string{"provider", "empty"} {
			one, err := start(ctx, binaries[name])
			if err != nil {
				return nil, fmt.Errorf("starting the %s: %w", name, err)
			}
			if n >= 2 {
				measured[name] = append(measured[name], *one)
			}
		}
	}
	return &startUp{Starts: starts, Provider: medians(measured["provider"]), Empty: medians(measured["empty"])}, nil
}

func medians(all []process) process {
	median := func(of func(process) float64) float64 {
		values := make([]float64, 0, len(all))
		for _, one := range all {
			values = append(values, of(one))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return process{
		HandshakeMS: median(func(p process) float64 { return p.HandshakeMS }),
		SchemaMS:    median(func(p process) float64 { return p.SchemaMS }),
		PeakKiB:     median(func(p process) float64 { return p.PeakKiB }),
	}
}

// start starts a provider as Terraform does and asks for its schema.
func start(ctx context.Context, binary string) (*process, error) {
	command := exec.CommandContext(ctx, binary)
	command.Env = append(os.Environ(), "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "PLUGIN_PROTOCOL_VERSIONS=6")
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("preparing: %w", err)
	}
	begin := time.Now()
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("starting: %w", err)
	}
	defer func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("reading the handshake: %w", err)
	}
	p := &process{HandshakeMS: milliseconds(begin)}
	// core version | protocol version | network | address | protocol
	fields := strings.Split(strings.TrimSpace(line), "|")
	if len(fields) < 5 {
		return nil, errors.New("the handshake has no address")
	}
	connection, err := grpc.NewClient(fields[2]+":"+fields[3], grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	defer connection.Close()
	var schema []byte
	err = connection.Invoke(ctx, "/tfplugin6.Provider/GetProviderSchema", []byte{}, &schema,
		grpc.ForceCodec(rawCodec{}), grpc.MaxCallRecvMsgSize(64<<20))
	if err != nil {
		return nil, fmt.Errorf("asking for the schema: %w", err)
	}
	p.SchemaMS = milliseconds(begin)
	p.PeakKiB, err = peak(command.Process.Pid)
	return p, err
}

func milliseconds(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1000 }

// rawCodec passes messages as they are: nothing in them is needed.
type rawCodec struct{}

func (rawCodec) Name() string { return "proto" }

func (rawCodec) Marshal(message any) ([]byte, error) {
	content, ok := message.([]byte)
	if !ok {
		return nil, fmt.Errorf("not bytes: %T", message)
	}
	return content, nil
}

func (rawCodec) Unmarshal(content []byte, message any) error {
	target, ok := message.(*[]byte)
	if !ok {
		return fmt.Errorf("not bytes: %T", message)
	}
	*target = content
	return nil
}

// peak reads the largest resident set of a process from Linux, in KiB; 0 elsewhere.
func peak(pid int) (float64, error) {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading the process's memory: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strconv.ParseFloat(strings.Fields(value)[0], 64)
		}
	}
	return 0, errors.New("the process's memory is not told")
}

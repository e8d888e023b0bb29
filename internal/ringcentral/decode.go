// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

const (
	// maxValues bounds the values of a response, because an empty object of two bytes
	// takes a hundred times as much memory. 1,000 roles with all their permissions have
	// about 600,000 values.
	maxValues = 1 << 20
	// maxRecords bounds the records of one page. RingCentral was asked for pageSize.
	maxRecords = 10 * pageSize
)

// decode reads a response, unless it would be much larger in memory.
func decode(body []byte, into any) error {
	if values := bytes.Count(body, []byte{','}); values > maxValues {
		return fmt.Errorf("it has more than %d values", maxValues)
	}
	return json.Unmarshal(body, into)
}

// UnmarshalJSON notes the size of the page.
func (p *page[T]) UnmarshalJSON(data []byte) error {
	type plain page[T]
	if err := json.Unmarshal(data, (*plain)(p)); err != nil {
		return err
	}
	p.size = len(data)
	return nil
}

// records are the records of one page.
type records[T any] []T

// UnmarshalJSON reads the records one by one, at most maxRecords of them. Each is an
// object, and has an ID if its kind has.
func (r *records[T]) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	start, err := decoder.Token()
	switch {
	case err != nil:
		return err
	case start == nil:
		return nil
	case start != json.Delim('['):
		return errors.New("its records are not a list")
	}
	*r = records[T]{}
	for decoder.More() {
		if len(*r) == maxRecords {
			return fmt.Errorf("its page has more than %d records", maxRecords)
		}
		var record *T
		if err := decoder.Decode(&record); err != nil {
			return err
		}
		if record == nil {
			return errors.New("one of its records is null")
		}
		if identified, ok := any(record).(interface{ id() ID }); ok && identified.id() == "" {
			return errors.New("one of its records has no ID")
		}
		*r = append(*r, *record)
	}
	return nil
}

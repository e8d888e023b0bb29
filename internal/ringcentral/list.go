// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/coalesce"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral/transport"
)

const (
	// pageSize is the largest page that RingCentral serves.
	pageSize = 1000
	// maxRecords bounds the records of one page. RingCentral was asked for pageSize.
	maxRecords = 10 * pageSize
)

// page is one page of a list.
type page[T any] struct {
	Records records[T] `json:"records"`
	Paging  *struct {
		TotalPages int `json:"totalPages"`
	} `json:"paging"`
	Navigation *struct {
		NextPage *struct {
			URI string `json:"uri"`
		} `json:"nextPage"`
	} `json:"navigation"`
	// size is the length of the page, in bytes.
	size int
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

// more reports whether pages follow the given one. RingCentral may leave totals out.
func (p page[T]) more(number int) bool {
	if p.Paging != nil && p.Paging.TotalPages > 0 {
		return number < p.Paging.TotalPages
	}
	return p.Navigation != nil && p.Navigation.NextPage != nil && p.Navigation.NextPage.URI != ""
}

// listing is a list of the API.
type listing struct {
	group transport.Group
	path  string
	query url.Values
	// firstPagePlain omits the paging parameters in the first request. RingCentral does
	// not document them for this list, but may still serve it in pages.
	firstPagePlain bool
}

func (l listing) queryOf(number int) url.Values {
	query := url.Values{}
	maps.Copy(query, l.query)
	if number > 1 || !l.firstPagePlain {
		query.Set("page", strconv.Itoa(number))
	}
	if !l.firstPagePlain {
		query.Set("perPage", strconv.Itoa(pageSize))
	}
	return query
}

// list reads all pages of a list by number. The addresses of pages that a
// response names are never followed.
func list[T keyed](ctx context.Context, c *caller, l listing) ([]T, error) {
	all, err := coalesce.List(ctx, func(ctx context.Context, number int) (coalesce.Page[T], error) {
		return listPage[T](ctx, c, l, number)
	})
	return withoutRepeats(all), unbounded(l.path, err)
}

// unbounded names the list that does not end.
func unbounded(path string, err error) error {
	var endless *coalesce.EndlessError
	if errors.As(err, &endless) {
		return &DecodeError{Method: http.MethodGet, Path: path, Err: endless}
	}
	return err
}

func listPage[T any](ctx context.Context, c *caller, l listing, number int) (coalesce.Page[T], error) {
	var p page[T]
	if err := c.do(ctx, call{method: http.MethodGet, group: l.group, path: l.path, query: l.queryOf(number), into: &p}); err != nil {
		return coalesce.Page[T]{}, err
	}
	if p.Records == nil {
		return coalesce.Page[T]{}, &DecodeError{Method: http.MethodGet, Path: l.path, Err: errors.New("it has no list of records")}
	}
	read := coalesce.Page[T]{Objects: p.Records, More: p.more(number), Size: p.size}
	if p.Paging != nil {
		read.Pages = p.Paging.TotalPages
	}
	return read, nil
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

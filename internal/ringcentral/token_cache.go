// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package ringcentral

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	cacheDirectoryMode = 0o700
	cacheFileMode      = 0o600
	// cacheLockTimeout is how long another process may take to obtain its grant.
	cacheLockTimeout = 2 * time.Minute
	cacheLockPoll    = 50 * time.Millisecond
	cacheSaltSize    = 32
	// maxCacheFile bounds what is read of a cache file, in bytes.
	maxCacheFile = 256 << 10
)

// TokenCache keeps access tokens between processes, in a directory that only its
// owner can read. Each token is encrypted with a key derived from the client
// secret and the JWT that it was obtained with: without them the files are useless.
type TokenCache struct{ directory string }

// OpenTokenCache returns the cache in a directory, which it creates if needed.
// It refuses a link, and a directory that others own or may use.
func OpenTokenCache(directory string) (*TokenCache, error) {
	if rest, ok := strings.CutPrefix(directory, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, errors.New("the home directory is unknown")
		}
		directory = filepath.Join(home, rest)
	} else if strings.HasPrefix(directory, "~") {
		return nil, fmt.Errorf("%q is not a path: only ~/ stands for a home directory", directory)
	}
	if err := os.MkdirAll(directory, cacheDirectoryMode); err != nil {
		return nil, fmt.Errorf("the directory cannot be created: %w", err)
	}
	info, err := os.Lstat(directory)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the directory cannot be read: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a symbolic link, whose target can change: use the path of the directory itself", directory)
	case ownedByAnother(info):
		return nil, fmt.Errorf("the directory %s belongs to another user, who could replace its files: use a directory below your home directory", directory)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&^cacheDirectoryMode != 0 {
		return nil, fmt.Errorf(
			"other users can access the directory %s (mode %o): use a separate directory for the cache, or run chmod 700", directory,
			info.Mode().Perm(),
		)
	}
	return &TokenCache{directory}, nil
}

// Grant returns the place of one grant: that of a credential and an app on a
// server, for an account.
func (c *TokenCache) Grant(serverURL, accountID string, r GrantRequest) *CachedGrant {
	fingerprint := sha256.Sum256([]byte(r.Assertion))
	id := sha256.Sum256([]byte(strings.Join([]string{serverURL, r.App.ClientID, hex.EncodeToString(fingerprint[:]), accountID}, "\x00")))
	return &CachedGrant{path: filepath.Join(c.directory, hex.EncodeToString(id[:16])+".json"), request: r}
}

// CachedGrant is the place of one grant in a TokenCache.
type CachedGrant struct {
	path    string
	request GrantRequest
}

// sealedGrant is the content of a cache file.
type sealedGrant struct {
	Salt   []byte `json:"salt"`
	Sealed []byte `json:"sealed"`
}

// keptGrant is what is sealed.
type keptGrant struct {
	AccessToken string    `json:"access_token"`
	OwnerID     string    `json:"owner_id"`
	Scopes      []string  `json:"scopes"`
	ExpiresAt   time.Time `json:"expires_at"`
}

func (c *CachedGrant) lock(ctx context.Context) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, cacheLockTimeout)
	defer cancel()
	if err := checkCacheFile(c.path + ".lock"); err != nil {
		return nil, err
	}
	lock := flock.New(c.path+".lock", flock.SetPermissions(cacheFileMode))
	if _, err := lock.TryLockContext(ctx, cacheLockPoll); err != nil {
		return nil, err
	}
	return func() { _ = lock.Unlock() }, nil
}

var errForeignFile = errors.New("it is a symbolic link or belongs to another user")

// checkCacheFile refuses a file that is not the user's own regular file. One that does
// not exist is in order.
func checkCacheFile(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular() || ownedByAnother(info):
		return errForeignFile
	}
	return nil
}

// load returns the kept grant; nil if there is none that can be read.
func (c *CachedGrant) load() *Grant {
	if checkCacheFile(c.path) != nil {
		return nil
	}
	file, err := os.Open(c.path)
	if err != nil {
		return nil
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxCacheFile))
	if err != nil {
		return nil
	}
	return c.unseal(content)
}

// unseal returns the grant in the content of a cache file; nil if there is none.
func (c *CachedGrant) unseal(content []byte) *Grant {
	var sealed sealedGrant
	if json.Unmarshal(content, &sealed) != nil {
		return nil
	}
	aead, err := c.cipher(sealed.Salt)
	if err != nil || len(sealed.Sealed) < aead.NonceSize() {
		return nil
	}
	nonce, text := sealed.Sealed[:aead.NonceSize()], sealed.Sealed[aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, text, c.associated())
	var kept keptGrant
	if err != nil || json.Unmarshal(plain, &kept) != nil || !isToken(kept.AccessToken) {
		return nil
	}
	return &Grant{Scopes: kept.Scopes, OwnerID: kept.OwnerID, ExpiresAt: kept.ExpiresAt, accessToken: kept.AccessToken}
}

// store replaces the kept grant. A reader sees the old or the new one, never a part.
func (c *CachedGrant) store(g *Grant) error {
	content, err := c.seal(g)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(c.path), ".grant-*") // with mode 0600
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), c.path)
	}
	if err != nil {
		if removal := os.Remove(file.Name()); !errors.Is(removal, fs.ErrNotExist) {
			err = errors.Join(err, removal)
		}
	}
	return err
}

// seal returns the content of a cache file with a grant.
func (c *CachedGrant) seal(g *Grant) ([]byte, error) {
	plain, err := json.Marshal(keptGrant{g.accessToken, g.OwnerID, g.Scopes, g.ExpiresAt}) //nolint:gosec // it is sealed below
	if err != nil {
		return nil, err
	}
	salt := make([]byte, cacheSaltSize)
	_, _ = rand.Read(salt) // never fails
	aead, err := c.cipher(salt)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return json.Marshal(sealedGrant{salt, aead.Seal(nonce, nonce, plain, c.associated())})
}

func (c *CachedGrant) cipher(salt []byte) (cipher.AEAD, error) {
	secret := c.request.App.ClientSecret + "\x00" + c.request.Assertion
	key, err := hkdf.Key(sha256.New, []byte(secret), salt, "terraform-provider-ringcentral token cache", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// associated ties a sealed grant to its place.
func (c *CachedGrant) associated() []byte { return []byte(filepath.Base(c.path)) }

//! Liaison seal.

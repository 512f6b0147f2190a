//! The real binary, driven as its users drive it. The tree mirrors the commands.

mod desk;
mod init;
mod kill;
mod lists;
mod log;
mod look_up;
mod partner;
mod request;
mod screen;

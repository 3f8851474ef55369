//! On which side of a mount the stage lies: where files can be renamed into the output from.
//!
//! Entry point: [`StagePlace::find`].

use std::io::ErrorKind;

use super::path::INNER_STAGE;
use super::place::Locked;
use crate::error::Error;
use crate::fs::{self, Root};

/// On which side of a mount the stage lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StagePlace {
    /// In the state folder.
    Beside,
    /// In a hidden folder of the output, because that is a mount of its own.
    Inside,
}

impl StagePlace {
    /// The word for it in the journal.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Inside => "inside",
        }
    }

    /// The place of that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Beside, Self::Inside].into_iter().find(|place| place.name() == name)
    }

    /// The folder that the stage lies in; `None` where that is not there.
    pub(super) fn root(self, locked: &Locked) -> Result<Option<&Root>, Error> {
        match self {
            Self::Beside => Ok(Some(&locked.state)),
            Self::Inside => locked.place.published(),
        }
    }

    /// The stage's own name there.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Beside => "stage",
            Self::Inside => INNER_STAGE,
        }
    }

    /// The side from which files can be renamed into the output.
    pub(super) fn find(locked: &Locked) -> Result<Self, Error> {
        let output = &locked.place.output;
        let is_there = locked.place.published()?.is_some();
        let nearest = if is_there { Some(output.as_path()) } else { output.parent() };
        let state = locked.state.as_path();
        Self::by(nearest.map_or(Ok(()), |folder| fs::check_rename(state, folder)))
    }

    /// The side, by what became of a file that was renamed across.
    fn by(renamed: Result<(), Error>) -> Result<Self, Error> {
        match renamed {
            Ok(()) => Ok(Self::Beside),
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::CrossesDevices => {
                Ok(Self::Inside)
            }
            Err(other) => Err(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::error::FileAction;

    #[test]
    fn only_another_disk_moves_the_stage() {
        let refused = |kind: ErrorKind| {
            let (action, path) = (FileAction::Write, "a".into());
            StagePlace::by(Err(Error::File { action, path, source: io::Error::from(kind) }))
        };
        assert!(matches!(StagePlace::by(Ok(())), Ok(StagePlace::Beside)));
        assert!(matches!(refused(ErrorKind::CrossesDevices), Ok(StagePlace::Inside)));
        assert!(matches!(
            refused(ErrorKind::PermissionDenied),
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::PermissionDenied
        ));
    }
}

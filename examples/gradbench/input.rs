//! Reads the JSON of a request into numbers and flat row-major lists, or says what is wrong where.

use serde_json::Value;

/// A value inside a request, and the path that leads to it.
pub struct Input<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Input<'a> {
    /// The whole input of a request.
    pub fn new(value: &'a Value) -> Self {
        Self { value, path: "input".to_owned() }
    }

    /// The field `name`, which must be there.
    pub fn field(&self, name: &str) -> Result<Self, String> {
        if !self.value.is_object() {
            return Err(self.mismatch("an object"));
        }
        self.optional(name).ok_or_else(|| format!("{}: field `{name}` is missing", self.path))
    }

    /// The field `name`, if the value is an object that has it.
    pub fn optional(&self, name: &str) -> Option<Self> {
        Some(Self { value: self.value.get(name)?, path: format!("{}.{name}", self.path) })
    }

    /// The list entry `index`, which must be there.
    pub fn entry(&self, index: usize) -> Result<Self, String> {
        let value = self.list()?.get(index);
        Ok(Self {
            value: value.ok_or_else(|| format!("{}: entry {index} is missing", self.path))?,
            path: format!("{}[{index}]", self.path),
        })
    }

    /// The number of entries of a list.
    pub fn length(&self) -> Result<usize, String> {
        Ok(self.list()?.len())
    }

    /// A float; JSON may write it as an integer.
    pub fn number(&self) -> Result<f64, String> {
        self.value.as_f64().ok_or_else(|| self.mismatch("a number"))
    }

    /// A nonnegative integer.
    pub fn integer(&self) -> Result<usize, String> {
        self.value
            .as_u64()
            .and_then(|integer| usize::try_from(integer).ok())
            .ok_or_else(|| self.mismatch("a nonnegative integer"))
    }

    /// An integer of either sign.
    pub fn signed(&self) -> Result<i64, String> {
        self.value.as_i64().ok_or_else(|| self.mismatch("an integer"))
    }

    /// True or false.
    pub fn truth(&self) -> Result<bool, String> {
        self.value.as_bool().ok_or_else(|| self.mismatch("true or false"))
    }

    /// A list of nonnegative integers.
    pub fn integers(&self) -> Result<Vec<usize>, String> {
        self.entries()?.iter().map(Self::integer).collect()
    }

    /// A list of numbers.
    pub fn numbers(&self) -> Result<Vec<f64>, String> {
        let number = |(index, entry): (usize, &Value)| {
            let mismatch = || format!("{}[{index}]: {}", self.path, expected("a number", entry));
            entry.as_f64().ok_or_else(mismatch)
        };
        self.list()?.iter().enumerate().map(number).collect()
    }

    /// A list of `length` numbers.
    pub fn vector(&self, length: usize) -> Result<Vec<f64>, String> {
        self.check_length("numbers", length)?;
        self.numbers()
    }

    /// A list of `N` numbers.
    pub fn array<const N: usize>(&self) -> Result<[f64; N], String> {
        let numbers = self.vector(N)?;
        Ok(std::array::from_fn(|index| numbers[index]))
    }

    /// A list of lists of `N` numbers.
    pub fn arrays<const N: usize>(&self) -> Result<Vec<[f64; N]>, String> {
        self.entries()?.iter().map(Self::array).collect()
    }

    /// The entries of a list.
    pub fn entries(&self) -> Result<Vec<Self>, String> {
        (0..self.length()?).map(|index| self.entry(index)).collect()
    }

    /// A list of `rows` lists of `columns` numbers, row after row.
    pub fn matrix(&self, rows: usize, columns: usize) -> Result<Vec<f64>, String> {
        self.check_length("rows", rows)?;
        let mut flat = Vec::new();
        for row in 0..rows {
            flat.extend(self.entry(row)?.vector(columns)?);
        }
        Ok(flat)
    }

    fn list(&self) -> Result<&'a [Value], String> {
        let list = self.value.as_array();
        list.map(Vec::as_slice).ok_or_else(|| self.mismatch("a list"))
    }

    fn check_length(&self, entries: &str, length: usize) -> Result<(), String> {
        match self.length()? {
            found if found == length => Ok(()),
            found => Err(format!("{}: expected {length} {entries}, found {found}", self.path)),
        }
    }

    fn mismatch(&self, wanted: &str) -> String {
        format!("{}: {}", self.path, expected(wanted, self.value))
    }
}

fn expected(wanted: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    format!("expected {wanted}, found {found}")
}
